"""A reader of nothing: answers a bank from the surface of its questions alone, and tells what gave it away."""
