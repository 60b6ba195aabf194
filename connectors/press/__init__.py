"""The press: data to PDF/A with typst, the same bytes for the same data."""
