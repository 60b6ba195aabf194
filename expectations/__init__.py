"""The quality gate: suites kept as data, and the one adapter that runs them."""
