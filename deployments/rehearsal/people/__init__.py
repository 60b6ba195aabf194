"""The people of the exercise: processes with their own keys, signing with the real tools."""
