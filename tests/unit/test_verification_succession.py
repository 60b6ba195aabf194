"""Certificates withdrawn and issued again: which one stands, and what may not follow."""

import json

import pytest

from releve.model.evidence import EntryKind
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import COPY, EvidenceMaker
from tests.fakes.lives import (
    FIRST,
    SECOND,
    THIRD,
    after,
    body,
    limits,
    refusal,
    restated,
    verified,
    withdraw,
    withdrawn,
)


def recorded_again(**changes):
    """Record an issuance as one that may not be: the performer's own code refuses to make it."""

    def insert(maker):
        issued = maker.entries[maker.index["copy-certificate"]].body
        maker.record("again-1", EntryKind.CERTIFICATE_ISSUED, COPY, issued | changes)

    return insert


def test_a_certificate_issued_again_counts_once_and_the_first_is_told(tmp_path):
    report = verified(tmp_path, EvidenceMaker(**withdrawn(FIRST)).tell())
    assert report.exit_code == 0
    claims = {one.code: one.facts for one in report.claims}
    assert claims["certificates"] == {"certificates": 2}
    assert limits(report)["certificates_superseded"] == {"numbers": (FIRST,)}
    assert "certificates_withdrawn" not in limits(report)
    assert {one.number: one.valid for one in report.certificates} == {
        "ESSAI-dossiers-1": True,
        FIRST: False,
        SECOND: True,
    }
    files = {path.name for path in (tmp_path / "evidence" / "certificates").iterdir()}
    assert {f"{FIRST}.pdf", f"{FIRST}.dsse.json", f"{SECOND}.pdf", f"{SECOND}.dsse.json"} <= files


def test_a_second_withdrawal_gives_a_third_revision(tmp_path):
    report = verified(tmp_path, EvidenceMaker(**withdrawn(FIRST, SECOND)).tell())
    assert report.exit_code == 0
    assert limits(report)["certificates_superseded"] == {"numbers": (FIRST, SECOND)}
    assert report.certificates[-1].number == THIRD


@pytest.mark.parametrize("replacement", ["none", "reissue"])
def test_a_certificate_withdrawn_and_not_replaced_is_told(tmp_path, replacement):
    told = withdrawn(FIRST, replacement=replacement, again=False, signer="responsable")
    report = verified(tmp_path, EvidenceMaker(**told).tell())
    assert report.exit_code == 0
    assert limits(report)["certificates_withdrawn"] == {"numbers": (FIRST,)}
    assert {one.code: one.facts for one in report.claims}["certificates"] == {"certificates": 1}


def test_an_older_head_shows_it_valid(tmp_path):
    maker = EvidenceMaker(**withdrawn(FIRST)).tell()
    report = verified(tmp_path, maker, size=maker.index["withdrawal-1-entry"])
    assert report.exit_code == 0
    assert all(one.valid for one in report.certificates)


def test_the_performer_writes_what_is_verified(tmp_path):
    maker = EvidenceMaker(**withdrawn(FIRST)).tell()
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    folder = maker.publish_as_performer(tmp_path / "evidence")
    report = verify_evidence(folder, load_trust(tmp_path / "trust.json"))
    assert report.refusal is None
    index = (folder / "index.html").read_text()
    assert "certificat retiré le" in index
    journal = (folder / "journal.txt").read_text()
    assert "retrait d’un certificat par cheffe" in journal
    assert "à la place de celui de l’entrée" in journal


NO_REISSUE = {
    "issued-again-without-withdrawal": (after(recorded_again(number=SECOND)), "certificate_twice"),
    "issued-again-after-a-withdrawal-for-good": (
        after(
            lambda maker: withdraw(maker, "w", FIRST, "none"),
            lambda maker: recorded_again(number=SECOND, supersedes=maker.index["copy-certificate"])(
                maker
            ),
        ),
        "certificate_twice",
    ),
    "supersedes-nothing": (
        withdrawn(FIRST) | {"edits": {"again-1": body(supersedes=None)}},
        "certificate_supersedes_another",
    ),
    "supersedes-another": (
        withdrawn(FIRST)
        | {
            "edits": {
                "again-1": lambda item, maker: item.body.update(
                    supersedes=maker.index["destroy-certificate"]
                )
            }
        },
        "certificate_supersedes_another",
    ),
    "supersedes-the-one-before-the-last": (
        withdrawn(FIRST, SECOND)
        | {
            "edits": {
                "again-2": lambda item, maker: item.body.update(
                    supersedes=maker.index["copy-certificate"]
                )
            }
        },
        "certificate_supersedes_another",
    ),
    "first-that-supersedes": (
        {"edits": {"copy-certificate": body(supersedes=3)}},
        "certificate_supersedes_another",
    ),
    "says-nothing-of-what-it-supersedes": (
        {"edits": {"copy-certificate": lambda item, _: item.body.pop("supersedes")}},
        "ledger_entry_malformed",
    ),
    "number-without-its-revision": (
        withdrawn(FIRST) | {"edits": {"again-1": body(number=FIRST)}},
        "certificate_number_differs",
    ),
    "number-of-another-revision": (
        withdrawn(FIRST) | {"edits": {"again-1": body(number=THIRD)}},
        "certificate_number_differs",
    ),
    "number-of-fancy": (
        {"edits": {"copy-certificate": body(number="ESSAI-autre-1")}},
        "certificate_number_differs",
    ),
    "withdrawn-by-the-operator": (
        withdrawn(FIRST, signer="exploitant"),
        "act_role_may_not",
    ),
    "withdrawn-by-a-controller-of-another": (
        withdrawn(FIRST, signer="autre-responsable"),
        "act_role_may_not",
    ),
    "withdrawal-of-an-unknown-number": (
        withdrawn(SECOND),
        "certificate_withdrawal_of_none",
    ),
    "withdrawal-of-another-subjects": (
        withdrawn("ESSAI-dossiers-1"),
        "certificate_withdrawal_of_none",
    ),
    "withdrawn-twice": (
        after(
            lambda maker: withdraw(maker, "one", FIRST, "none"),
            lambda maker: withdraw(maker, "two", FIRST),
        ),
        "certificate_withdrawal_of_none",
    ),
    "withdrawal-of-a-replaced-one": (
        withdrawn(FIRST, FIRST, signer="responsable"),
        "certificate_withdrawal_of_none",
    ),
    "withdrawal-before-the-issuance": (
        {"inserts": {"copy-outcome": lambda maker: withdraw(maker, "early", FIRST)}},
        "certificate_withdrawal_of_none",
    ),
    "withdrawal-unclear": (
        withdrawn(FIRST, replacement="perhaps", again=False),
        "certificate_withdrawal_unclear",
    ),
    "statement-that-replaces-nothing": (
        withdrawn(FIRST)
        | {"edits": {"again-1": restated(lambda said: said.update(supersedes=None))}},
        "certificate_differs",
    ),
    "statement-that-replaces-another": (
        withdrawn(FIRST)
        | {"edits": {"again-1": restated(lambda said: said["supersedes"].update(number=SECOND))}},
        "certificate_differs",
    ),
    "statement-of-another-statement": (
        withdrawn(FIRST)
        | {"edits": {"again-1": restated(lambda said: said["supersedes"].update(statement="x"))}},
        "certificate_differs",
    ),
    "statement-without-the-withdrawal": (
        withdrawn(FIRST)
        | {"edits": {"again-1": restated(lambda said: said["supersedes"].pop("act"))}},
        "certificate_differs",
    ),
    "statement-of-another-act": (
        withdrawn(FIRST)
        | {
            "edits": {
                "again-1": restated(
                    lambda said: said["supersedes"].update(
                        act=said["acts"][0], also=said["supersedes"]["act"]
                    )
                )
            }
        },
        "certificate_differs",
    ),
    "statement-of-the-withdrawal-without-its-leaf": (
        withdrawn(FIRST)
        | {"edits": {"again-1": restated(lambda said: said["supersedes"]["act"].pop("leaf_hash"))}},
        "certificate_differs",
    ),
    "statement-of-an-act-by-another": (
        {
            "edits": {
                "copy-certificate": restated(lambda said: said["acts"][0].update(signer="scribe-a"))
            }
        },
        "certificate_differs",
    ),
    "first-statement-that-replaces": (
        {
            "edits": {
                "copy-certificate": restated(lambda said: said.update(supersedes={"number": FIRST}))
            }
        },
        "certificate_differs",
    ),
}


@pytest.mark.parametrize("name", NO_REISSUE)
def test_a_certificate_that_does_not_follow_is_refused(tmp_path, name):
    told, code = NO_REISSUE[name]
    assert refusal(tmp_path, **told) == code
