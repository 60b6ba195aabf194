"""Readable projections of the ledger: the journal, the index page and the evidence folder."""
