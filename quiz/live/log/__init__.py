"""What happened in a drill, kept so that it outlives the server: the log, its file, and the folder of all drills."""
