"""What every front end works with: the desk itself, and what is done at it to sit, prepare for and appraise an exam."""
