"""Witnesses reached by HTTP (c2sp.org/tlog-witness)."""

from connectors.witness.client import HttpWitness

__all__ = ["HttpWitness"]
