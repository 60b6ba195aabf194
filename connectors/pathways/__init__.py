"""Care pathways: read from databases through a mapping, exported whole into packages."""

from connectors.pathways.access import PathwayAccess
from connectors.pathways.database import PathwayDatabase

__all__ = ["PathwayAccess", "PathwayDatabase"]
