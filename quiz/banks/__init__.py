"""Banks on disk: YAML in, with file, line and column of whatever is wrong; a cache of what was read; the shelves."""
