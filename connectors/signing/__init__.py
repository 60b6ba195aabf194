"""Private keys kept in files: of people (SSH), logs (notes), seals (DSSE) and PDF seals (PAdES)."""
