"""Drills that were held: played again on the host's screen, and run against."""
