"""Instructor-run drills over a network: the wire, the log, the server and its phone page, and the doors to it."""
