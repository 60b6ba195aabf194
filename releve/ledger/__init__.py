"""The ledger of evidence: append-only Merkle log, signed heads, published tiles."""
