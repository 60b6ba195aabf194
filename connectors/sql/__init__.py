"""Bodies of data kept as tables of one schema of a PostgreSQL database."""

from connectors.sql.connector import SqlConnector

__all__ = ["SqlConnector"]
