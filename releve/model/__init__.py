"""The documents and values everybody shares: plans, people, acts, evidence, ids and time."""
