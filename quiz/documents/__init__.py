"""Documents of several formats as Markdown or plain text."""
