"""Expectations of our own, as Great Expectations classes: imported by the gate only."""
