"""The doors of a drill from a terminal: what comes over the wire, and what is sent."""
