import string
from dataclasses import replace
from itertools import chain

import pytest

from releve.certificates.claims import Level, Title
from releve.certificates.labels import Labels
from releve.documents.evidence import journal_text
from releve.documents.journal import journal_lines
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Outcome, Verdict
from releve.model.ids import Realm
from releve.model.plan import CopyFate, Fate, Performer, ServiceOutcome, Verb
from releve.model.time import Due
from releve.textes import (
    LANGUAGES,
    certificates_en,
    certificates_fr,
    documents_en,
    documents_fr,
    sentences,
)
from tests.fakes.paper_ledger import finish, plan, request, story

FORBIDDEN = (
    "irrécupérable",
    "irréversiblement",
    "définitivement",
    "conforme",
    "certifié",
    "toutes les copies",
    "irrecoverable",
    "permanently",
    "compliant",
    "certified",
    "all copies",
)
FAMILIES = {
    "verb": Verb,
    "performer": Performer,
    "verdict": Verdict,
    "outcome": Outcome,
    "act": ActKind,
    "signature": SignatureKind,
    "issued": Title,
    "lead": Title,
    "level": Level,
    "fate": [*Fate, *CopyFate],
    "service": ServiceOutcome,
}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_journal_reads_in_order() -> None:
    lines = list(journal_lines(story().entries, plan()))
    assert lines[8] == (
        "2024-12-31 21:05 · Vigilans · constaté arrêté (requête HTTP) "
        "— entrée 8, consignée le 2026-01-02 10:08"
    )
    assert lines[7] == (
        "2024-12-31 21:04 · Vigilans · arrêt : constaté arrêté (port fermé), exécutant : "
        "l’équipe du programme — entrée 7, consignée le 2026-01-02 10:07"
    )
    assert lines[16] == (
        "2025-05-20 11:00 · Dossiers de coordination du DAC Littoral · acceptation par "
        "responsable-littoral (responsable de traitement), clé personnelle "
        "— entrée 16, consignée le 2026-01-02 10:16"
    )


def test_a_real_journal_has_one_time_per_line() -> None:
    lines = list(journal_lines(story(Realm.REAL).entries, plan(realm=Realm.REAL)))
    assert lines[8] == "2024-12-31 21:05 · Vigilans · constaté arrêté (requête HTTP) — entrée 8"


def test_the_journal_of_one_subject() -> None:
    lines = list(journal_lines(story().entries, plan(), subject="service:nutri-age"))
    assert len(lines) == 1
    assert "Nutri-âge" in lines[0]


def test_small_counts_are_grouped_and_zero_is_not() -> None:
    labels = Labels(plan=plan(threshold=10))
    assert [labels.published(n) for n in (0, 1, 9, 10, 1200)] == [
        "0",
        "moins de 10",
        "moins de 10",
        "10",
        "1\u202f200",
    ]
    told = "\n".join(journal_lines(story().entries, plan(threshold=10)))
    assert "moins de 10 parcours" in told
    assert "moins de 10 suivis en cours" in told
    assert "3 parcours" in "\n".join(journal_lines(story().entries, plan(threshold=0)))


def test_persons_are_ids_and_titles_never_names() -> None:
    told = journal_text(story().entries, plan()).decode()
    assert "cheffe-projet (cheffe de projet)" in told
    assert not any(name in told for name in ("Camille", "Dominique", "Sacha", "Alix", "Noor"))


def test_a_subject_the_plan_lacks_is_shown_by_its_id() -> None:
    paper = story()
    paper.add("service_probed", "service:ancien", "2025-12-01T08:00", observed="up", means="http")
    assert " · service:ancien · " in list(journal_lines(paper.entries, plan()))[-1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_of_entry_has_a_sentence(language) -> None:
    paper = story()
    subject = "copy:dac-littoral/paquet"
    at = "2025-07-01T08:00"
    named = request(paper, "destroy", subject, at, root=None)
    paper.add("act_refused", subject, at, file="sha256:" + "0" * 64, code="act_expired")
    paper.add("step_failed", subject, at, verb="destroy", code="window_closed", facts={})
    paper.act("hold", subject, at, "cheffe-projet", reference="2025-1", reason="recours")

    def between() -> None:
        paper.add("phase_recorded", subject, at, phase="overwritten", facts={})
        paper.add("order_issued", subject, at, number="O-1", performer="host", request=named)

    outcome = finish(paper, "destroy", subject, at, named=named, acts=[], between=between)
    paper.add(
        "certificate_issued",
        subject,
        at,
        number="X-1",
        title="attestation_suppression_logique",
        outcome=outcome,
    )
    stamped = {"number": "X-1", "certificate": outcome + 1, "pdf": "sha256:" + "0" * 64}
    paper.add("certificate_stamped", subject, at, **stamped, token="sha256:" + "0" * 64)
    for means in ("overwritten_unlinked", "found_absent"):
        paper.add("content_key_shredded", "asset:dac-littoral", at, means=means, octets=32)
    counts = {"usager": {"declared": 3, "read": 3}}
    made = {"publisher": "Éditeur", "extracted_at": "2025-06-01T00:00:00Z", "tables": counts}
    sizes = {"files": 2, "attachments": 1, "octets": 40}
    manifest = "sha256:" + "0" * 64
    paper.add("extraction_received", "asset:dac-littoral", at, manifest=manifest, **made, **sizes)
    named = {"name": "x.tar.age", "octets": 9, "pathways": 7, "recipient": "solution-cible"}
    for kind, base in (("all", None), ("all", manifest), ("keys", None), ("period", None)):
        told = {"target": {"kind": kind}, "base": base}
        paper.add("partial_delivered", "asset:dac-littoral", at, **named, **told)
    outcomes = {"created": 7, "linked": 1, "possible_duplicate": 0, "rejected": 2}
    for codes in ([], ["arrival_root_differs"]):
        paper.add("arrival_judged", "asset:dac-littoral", at, outcomes=outcomes, refused=codes)
    paper.add("log_key_changed", "plan", at, previous="log+1+A", key="log+2+B", acts=[])
    paper.add("slip_returned", "plan", at, bordereau="BE-1", transcribers=["editeur-support"])
    paper.add("note_recorded", "plan", at, note=manifest, about="plan", author="cheffe-projet")
    issued = {"kind": "coverage", "about": "plan", "number": "PC-1", "content": manifest}
    issued |= {"statement": manifest, "pdf": manifest}
    first = paper.add("document_issued", "plan", at, **issued, supersedes=None)
    paper.add("document_issued", "plan", at, **issued, supersedes=first)
    lines = list(journal_lines(paper.entries, plan(), language))
    assert len(lines) == len(paper.entries)
    assert {entry.kind for entry in paper.entries} == set(type(paper.entries[0].kind))
    assert not [line for line in lines if "doc_" in line or "‹" in line]


def test_acts_of_a_compromised_key_are_marked() -> None:
    paper = story()
    told = {"key": "SHA256:exemple", "reason": "vol"}
    since = "2025-05-15T00:00:00Z"
    paper.act(
        "revocation", "plan", "2025-07-01T08:00", "cheffe-projet", compromised_since=since, **told
    )
    mark = "à réexaminer : clé déclarée compromise depuis le 2025-05-15 02:00"
    lines = list(journal_lines(paper.entries, plan()))
    assert [index for index, line in enumerate(lines) if mark in line] == [16, 18, 19]
    assert "révocation par cheffe-projet" in lines[-1]
    assert "clé déclarée compromise depuis le 2025-05-15 02:00 ; motif : vol" in lines[-1]
    one = list(journal_lines(paper.entries, plan(), subject="asset:dac-littoral"))
    assert sum(mark in line for line in one) == 3


def test_a_key_that_was_only_lost_marks_nothing() -> None:
    paper = story()
    told = {"key": "SHA256:exemple", "reason": "perte", "compromised_since": "-"}
    paper.act("revocation", "plan", "2025-07-01T08:00", "cheffe-projet", **told)
    lines = list(journal_lines(paper.entries, plan()))
    assert not any("à réexaminer" in line for line in lines)
    assert lines[-1].partition(" — ")[0].endswith("clé personnelle ; motif : perte")


def test_a_notice_says_to_whom_and_a_note_by_whom() -> None:
    paper = story()
    told = {"document": "-", "audience": "patients", "sent_on": "2024-12-01", "means": "-"}
    paper.act("notice", "service:vigilans", "2025-07-01T08:00", "cheffe-projet", **told)
    note = {"note": "sha256:" + "0" * 64, "about": "plan", "author": "cheffe-projet"}
    paper.add("note_recorded", "plan", "2025-07-01T08:00", **note)
    lines = list(journal_lines(paper.entries, plan()))
    assert "public\u00a0: patients et proches ; envoyé le 2024-12-01" in lines[-2]
    assert "note de main courante, par cheffe-projet (cheffe de projet)" in lines[-1]


def test_a_withdrawal_says_what_comes_instead() -> None:
    paper = story()
    subject, at = "asset:dac-littoral", "2025-07-01T08:00"
    issued = {"number": "X-1", "title": "attestation_suppression_logique", "outcome": 20}
    first = paper.add("certificate_issued", subject, at, **issued, supersedes=None)
    asked = {"certificate": "X-1", "replacement": "reissue", "reason": "titre faux"}
    paper.act("withdrawal", subject, at, "cheffe-projet", **asked)
    paper.add("certificate_issued", subject, at, **issued | {"number": "X-1-R2"}, supersedes=first)
    withdrawn, again = list(journal_lines(paper.entries, plan()))[-2:]
    assert "retrait d’un certificat par cheffe-projet" in withdrawn
    assert "; n° X-1 ; à émettre à nouveau ; motif : titre faux — " in withdrawn
    assert f"n° X-1-R2, à la place de celui de l’entrée {first} — " in again


def test_every_code_of_the_model_has_its_word() -> None:
    wanted = {f"doc_{family}_{one.value}" for family, ones in FAMILIES.items() for one in ones}
    for language in LANGUAGES:
        assert sorted(wanted - sentences(language).keys()) == []


def test_both_languages_say_the_same_things() -> None:
    french, english = documents_fr.SENTENCES, documents_en.SENTENCES
    assert french.keys() == english.keys()
    assert [code for code in french if fields(french[code]) != fields(english[code])] == []


def test_nothing_claims_what_must_never_be_claimed() -> None:
    texts = chain(
        documents_fr.SENTENCES.values(),
        documents_en.SENTENCES.values(),
        certificates_fr.CERTIFICATES.values(),
        certificates_en.CERTIFICATES.values(),
    )
    said = "\n".join(texts).lower()
    assert [word for word in FORBIDDEN if word in said] == []


def test_a_due_date_is_no_more_precise_than_the_plan() -> None:
    labels = Labels(plan=plan())
    dues = [
        ("2024-12-31", "day", "31 décembre 2024"),
        ("2025-05-01", "day", "1er mai 2025"),
        ("2025-06-20", "season", "printemps 2025"),
        ("2025-06-21", "season", "été 2025"),
        ("2025-12-20", "season", "automne 2025"),
        ("2026-03-20", "season", "hiver 2026"),
        ("2025-12-31", "year", "2025"),
    ]
    said = [labels.due(Due.model_validate({"on": on, "precision": how})) for on, how, _ in dues]
    assert said == [words for _, _, words in dues]


def test_the_head_says_it_is_an_exercise() -> None:
    head = journal_text(story().entries, plan()).decode().splitlines()[0]
    assert head == "EXERCICE – SANS VALEUR"
    real = journal_text(story(Realm.REAL).entries, plan(realm=Realm.REAL)).decode()
    assert "EXERCICE" not in real


def test_a_delivery_tells_its_volumes_and_what_was_loaded() -> None:
    entries = list(story().entries)
    at = next(n for n, one in enumerate(entries) if one.kind.value == "package_delivered")
    first = f"{entries[at].body['name']}-1sur2.tar.age"
    more = {
        "volumes": [{"name": first, "ciphertext": "sha256:" + "0" * 64, "octets": 1}] * 2,
        "loaded": {"endpoint": "tables", "sent": 4321, "created": 4321, "refused": 0},
    }
    before = list(journal_lines(entries, plan()))
    entries[at] = replace(entries[at], body={**entries[at].body, **more})
    after = list(journal_lines(entries, plan()))
    (told,) = set(after) - set(before)
    assert ", en 2 fichiers, " in told
    assert "4 321 éléments chargés dans « tables » et recomptés" in told.replace(
        "\xa0", " "
    ).replace("\u202f", " ")
