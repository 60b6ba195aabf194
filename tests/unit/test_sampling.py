"""A sample that nobody chose, and exact statements about what it shows."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from releve.errors import UsageError
from releve.pathways.sampling import Confidence, commitment, confidence, drawn, seed_of
from releve.textes import sentence

PACKAGE = "sha256:" + "ab" * 32
NONCE = bytes(range(32))
IDS = [f"person/p{number:020d}" for number in range(200)]


def test_whoever_knows_package_and_nonce_draws_the_same_again():
    seed = seed_of(PACKAGE, NONCE)
    mixed = list(IDS)
    Random(1).shuffle(mixed)
    first = drawn(iter(IDS), 20, seed)
    assert drawn(mixed, 20, seed) == first
    assert first.population == 200
    assert len(set(first.ids)) == 20
    assert drawn(IDS, 5, seed).ids == first.ids[:5]


def test_another_package_or_another_nonce_draws_others():
    first = drawn(IDS, 20, seed_of(PACKAGE, NONCE)).ids
    assert drawn(IDS, 20, seed_of("sha256:" + "ac" * 32, NONCE)).ids != first
    assert drawn(IDS, 20, seed_of(PACKAGE, NONCE[::-1])).ids != first
    assert commitment(NONCE) != commitment(NONCE[::-1])


def test_the_draw_is_the_published_rule_and_no_other():
    import hashlib
    import hmac

    seed = hmac.new(NONCE, b"releve/sample/1\0" + PACKAGE.encode(), hashlib.sha256).digest()
    ranked = sorted(IDS, key=lambda one: hmac.new(seed, one.encode(), hashlib.sha256).digest())
    assert drawn(IDS, 7, seed_of(PACKAGE, NONCE)).ids == tuple(ranked[:7])


def test_every_id_is_drawn_as_often_as_another():
    counts = dict.fromkeys(IDS[:20], 0)
    for number in range(2_000):
        for one in drawn(IDS[:20], 5, seed_of(PACKAGE, number.to_bytes(32, "big"))).ids:
            counts[one] += 1
    assert all(400 < count < 600 for count in counts.values())  # 500 expected, 5 sigmas


def test_a_whole_population_is_drawn_whole():
    assert sorted(drawn(IDS[:3], 20, NONCE).ids) == IDS[:3]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda: seed_of(PACKAGE, b"x" * 15), "nonce_short"),
        (lambda: drawn(IDS, 0, NONCE), "sample_empty"),
        (lambda: confidence(5, 6, 100), "sample_impossible"),
        (lambda: confidence(101, 0, 100), "sample_impossible"),
        (lambda: confidence(5, -1, 100), "sample_impossible"),
    ],
)
def test_what_cannot_be_is_refused(wrong, code):
    with pytest.raises(UsageError) as raised:
        wrong()
    assert raised.value.code == code


def by_hand(sample, defects, population, level):
    """Return the bound by listing every sample that a small population has."""
    bound = defects
    for bad in range(defects, population - (sample - defects) + 1):
        samples = list(combinations(range(population), sample))
        few = sum(sum(one < bad for one in chosen) <= defects for chosen in samples)
        if Fraction(few, len(samples)) > 1 - level:
            bound = bad
    return bound


@pytest.mark.parametrize("population", [5, 8, 11])
@pytest.mark.parametrize("defects", [0, 1, 2])
@pytest.mark.parametrize("level", [Fraction(1, 2), Fraction(19, 20)])
def test_the_bound_is_exact(population, defects, level):
    for sample in range(max(1, defects), population + 1):
        expected = by_hand(sample, defects, population, level)
        assert confidence(sample, defects, population, level).bound == expected, sample


def test_known_values():
    found = confidence(300, 0, 100_000)
    assert found.bound == 992
    assert found.facts("en")["share"] == "1"
    endless = 10**9 * (1 - 0.05 ** (1 / 300))  # drawn with replacement: nearly the same
    assert 0 < endless - confidence(300, 0, 10**9).bound < 10
    assert confidence(59, 0, 10**9).bound < 10**9 // 20 < confidence(58, 0, 10**9).bound
    assert confidence(300, 300, 300).bound == 300


def test_a_share_is_always_more_than_the_bound():
    for population in (7, 60, 999, 100_000):
        for sample in (1, 5, 7):
            found = confidence(sample, 0, population)
            share = Fraction(found.facts("en")["share"]) / 100
            assert share > Fraction(found.bound, population)
            assert share - Fraction(found.bound, population) <= Fraction(1, 10_000)


def test_it_is_said_in_words():
    facts = confidence(300, 0, 100_000).facts()
    said = sentence("confidence", facts)
    assert "0 parcours en écart sur 300" in said
    assert "moins de 1\u00a0%" in said
    assert "95\u00a0%" in said
    assert "36,67" in sentence("confidence", confidence(6, 0, 60).facts())
    assert "36.67" in sentence("confidence", confidence(6, 0, 60).facts("en"), "en")
    assert confidence(60, 0, 60).whole
    assert isinstance(confidence(60, 2, 60), Confidence)
    assert confidence(60, 2, 60).bound == 2
