"""What a question, an answer, a mark and a session are: no file, no clock, no screen, no socket, no global dice."""
