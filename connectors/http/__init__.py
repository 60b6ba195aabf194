"""What a service shows from outside over HTTP."""

from connectors.http.probe import HttpProbe

__all__ = ["HttpProbe"]
