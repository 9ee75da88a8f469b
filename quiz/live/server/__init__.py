"""The server of a drill: what learners and the host reach, and what each of them is shown."""
