"""Bodies of data kept as files below a folder that we reach."""

from connectors.files.connector import FilesConnector

__all__ = ["FilesConnector"]
