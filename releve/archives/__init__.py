"""Packages: the bag that travels, and the slip that says what is in it."""
