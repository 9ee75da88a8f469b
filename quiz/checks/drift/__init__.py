"""What becomes of quotations when the document changes."""
