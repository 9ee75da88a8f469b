"""Banks out: written whole, or changed in places."""
