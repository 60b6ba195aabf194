"""A sample that nobody chose, and what may be said of the whole after looking at it.

The seed comes from a package's digest and from a nonce that was committed to, or is kept secret,
before that digest existed: whoever knows both draws the same pathways again.
"""

import hashlib
import heapq
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from releve.errors import UsageError

RULE = "releve/sample/1"
"""The n ids of smallest HMAC-SHA256(seed, id), in that order; seed as :func:`seed_of`."""

LEVEL = Fraction(95, 100)
_PART = 10_000


def commitment(nonce: bytes) -> str:
    """Return what is published of a nonce beforehand: its SHA-256, ``sha256:`` and hexadecimal."""
    return "sha256:" + hashlib.sha256(nonce).hexdigest()


def seed_of(package: str, nonce: bytes) -> bytes:
    """Return the seed of a package's sample: HMAC-SHA256(nonce, rule || NUL || digest).

    Raises:
        UsageError: ``nonce_short`` below 16 bytes: somebody could choose among so few.

    """
    if len(nonce) < 16:  # noqa: PLR2004 - 128 bits
        raise UsageError("nonce_short", octets=len(nonce))
    return hmac.digest(nonce, f"{RULE}\0{package}".encode(), "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample in the order of the draw, and how many there were to draw from."""

    ids: tuple[str, ...]
    population: int


def drawn(ids: Iterable[str], count: int, seed: bytes) -> Drawn:
    """Draw ``count`` of the ids without replacement, all of them if they are fewer.

    The order in which ids are given changes nothing; memory holds ``count`` of them. An id given
    twice counts twice: ids must be distinct, which is not checked.

    Raises:
        UsageError: ``sample_empty``: a count below 1.

    """
    if count < 1:
        raise UsageError("sample_empty", count=count)
    population = 0

    def ranked() -> Iterable[tuple[bytes, str]]:
        nonlocal population
        for one in ids:
            population += 1
            yield hmac.digest(seed, one.encode(), "sha256"), one

    chosen = heapq.nsmallest(count, ranked())
    return Drawn(ids=tuple(one for _, one in chosen), population=population)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What a sample tells of a population, exactly (hypergeometric, one-sided).

    With ``level``, at most ``bound`` of the ``population`` are defective: were there more, fewer
    than 1 - level of all samples would show as few as ``defects``.
    """

    sample: int
    defects: int
    population: int
    level: Fraction
    bound: int

    @property
    def whole(self) -> bool:
        """Tell whether every pathway was looked at: then nothing is left to chance."""
        return self.sample == self.population

    def facts(self, language: str = "fr") -> dict[str, str | int]:
        """Return the facts of the sentence ``confidence``, or ``confidence_whole``.

        ``share`` is the bound rounded up, always more than it, to a hundredth of a percent.
        """
        point = "," if language == "fr" else "."
        share = _percent(self.bound * _PART // max(1, self.population) + 1)
        level = _percent(round(self.level * _PART))
        return {
            "sample": self.sample,
            "defects": self.defects,
            "population": self.population,
            "bound": self.bound,
            "share": share.replace(".", point),
            "level": level.replace(".", point),
        }


def confidence(sample: int, defects: int, population: int, level: Fraction = LEVEL) -> Confidence:
    """Return the exact upper bound on the defects of a population, from a random sample of it.

    Raises:
        UsageError: ``sample_impossible``: counts that no sample can have.

    """
    if not 0 <= defects <= sample <= population or not 0 < level < 1:
        raise UsageError("sample_impossible", sample=sample, defects=defects, population=population)
    least, most = defects, population - (sample - defects)
    whole = comb(population, sample)
    risk = 1 - level
    while least < most:  # the chance of seeing so few falls as the population's defects grow
        middle = (least + most + 1) // 2
        seen_so_few = sum(
            comb(middle, few) * comb(population - middle, sample - few)
            for few in range(defects + 1)
        )
        if seen_so_few * risk.denominator > risk.numerator * whole:
            least = middle
        else:
            most = middle - 1
    return Confidence(
        sample=sample, defects=defects, population=population, level=level, bound=least
    )


def _percent(hundredths: int) -> str:
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
