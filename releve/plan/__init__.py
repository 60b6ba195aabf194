"""The plan of a retirement: reading it, judging it, and what it makes possible next."""
