"""Refusing: every fault found in evidence is one code, with the file (or entry) that shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from releve.errors import EvidenceRefused, Fact, ReleveError


def refuse(code: str, /, **facts: Fact) -> NoReturn:
    """Raise ``EvidenceRefused``; ``facts`` name the ``file`` or the ledger ``entry`` at fault."""
    raise EvidenceRefused(code, **facts)


@contextmanager
def refusing(code: str, /, **facts: Fact) -> Iterator[None]:
    """Turn whatever goes wrong while reading untrusted bytes into one refusal with its ``cause``.

    Raises:
        EvidenceRefused: ``code``, with ``cause``: the code of the part that refused.

    """
    try:
        yield
    except ReleveError as error:
        field = error.facts.get("field") or error.facts.get("reason")
        cause = f"{error.code}:{field}" if field else error.code
        raise EvidenceRefused(code, cause=cause, **facts) from error
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise EvidenceRefused(code, cause=type(error).__name__, **facts) from error


@contextmanager
def refusing_in(file: str) -> Iterator[None]:
    """Name the file in whatever refusal its reading raises; the code stays."""
    try:
        yield
    except EvidenceRefused as error:
        raise EvidenceRefused(error.code, **{**error.facts, "file": file}) from error
