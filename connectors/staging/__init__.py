"""Pathways delivered to a successor's SQL staging tables, and read back from them (PostgreSQL)."""

from connectors.staging.holdings import TableHoldings
from connectors.staging.tables import StagingTables

__all__ = ["StagingTables", "TableHoldings"]
