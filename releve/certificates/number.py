"""The number of a certificate: the same wherever it is named before it is issued."""

from releve.model.number import certificate_number

__all__ = ["certificate_number"]
