"""Mock exams: a fold over their events, and their result."""
