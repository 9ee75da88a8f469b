"""The author's bench: what a bank gives away, and what of its document it does not examine. No input or output."""
