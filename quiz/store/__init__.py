"""The learner's history, in one SQLite file."""
