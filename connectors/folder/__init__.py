"""A recipient's drop that is a folder of this machine: a mounted disk, a share."""

from connectors.folder.deposit import FolderDeposit

__all__ = ["FolderDeposit"]
