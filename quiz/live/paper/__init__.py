"""Drills without a network: the file that is handed out, the learner's notebook, the file that is handed in."""
