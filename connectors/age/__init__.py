"""Packages encrypted to their recipient (age), and opened by that recipient."""

from connectors.age.opening import Limits, open_sealed
from connectors.age.sealing import AgeIdentity, AgeSealer, new_identity

__all__ = ["AgeIdentity", "AgeSealer", "Limits", "new_identity", "open_sealed"]
