"""HTTP/1.1 for one process with thousands of connections: read by llhttp, held to limits."""
