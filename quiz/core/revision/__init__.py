"""What is remembered, what waits to be reviewed, and what an exam to come would be like."""
