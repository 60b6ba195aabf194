"""The check digits that a suite may name; the rules are :mod:`releve.pathways.identifiers`'s."""

from typing import Literal, TypeAlias

from releve.pathways.identifiers import (
    CORSICA,
    FINESS,
    FINESS_CORSICA,
    INS,
    MODULUS,
    RPPS,
    valid,
)

__all__ = ("CORSICA", "FINESS", "FINESS_CORSICA", "INS", "MODULUS", "RPPS", "Kind", "valid")

Kind: TypeAlias = Literal["ins", "rpps", "finess"]
