"""The people of the exercise: separate processes with their own keys, signing with the real tools."""
