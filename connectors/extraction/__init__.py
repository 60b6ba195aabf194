"""A publisher's extraction: a folder received by hash, counted, and loaded to be read."""

from connectors.extraction.manifest import Manifest, read_manifest
from connectors.extraction.reception import Received, receive

__all__ = ["Manifest", "Received", "read_manifest", "receive"]
