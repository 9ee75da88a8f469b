"""A self-assessment program for the terminal: questions written from a document, answered, explained and remembered."""

__version__ = "0.1.0"
