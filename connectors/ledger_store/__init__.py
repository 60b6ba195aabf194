"""Where a ledger is kept: SQLite or PostgreSQL, and a second copy in plain files."""
