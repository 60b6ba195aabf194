"""Timestamps: RFC 3161 authorities asked over HTTP, each answer verified before it is believed."""

from connectors.timestamping.rfc3161 import Rfc3161Authority

__all__ = ["Rfc3161Authority"]
