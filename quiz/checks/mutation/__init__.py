"""Whether the facts of a document are examined: each is flipped, and some question's key should notice."""
