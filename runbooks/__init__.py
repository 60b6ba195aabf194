"""Plans as data: what is retired, when, by whom and for whom."""
