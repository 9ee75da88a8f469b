"""The document: its parts, its statements, and where a quotation stands."""
