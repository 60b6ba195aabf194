"""A partial folder: what it holds, what it is judged on, and that nothing inside escapes."""

import json

import pytest

from releve.cli.verify import lines
from releve.errors import EvidenceRefused, UsageError
from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.model.scope import Scope, ScopeKind, scope_subjects, subjects_under
from releve.signatures.sshsig import fingerprint
from releve.verification.acts import Human
from releve.verification.folder import Folder
from releve.verification.log import own_key, read_log
from releve.verification.plans import Timeline
from releve.verification.records import Records
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import ASSET, COPY, SERVICE, ssh_key
from tests.fakes.two_controllers import (
    OTHER_ASSET,
    OTHER_SERVICE,
    OURS,
    THEIRS,
    TwoControllers,
    make_two,
)

BY_SERVICE = Scope(kind=ScopeKind.SERVICE, name="vigie")
BY_CONTROLLER = Scope(kind=ScopeKind.CONTROLLER, name="dac")
SCOPES = {"service": BY_SERVICE, "controller": BY_CONTROLLER}


def changed(plan, asset="dossiers", service=None, **changes):
    """A plan with one asset, or one service, changed."""
    place, name = ("services", service) if service else ("assets", asset)
    many = [
        one.model_copy(update=changes) if one.id == name else one for one in getattr(plan, place)
    ]
    return plan.model_copy(update={place: tuple(many)})


@pytest.fixture(scope="module")
def told():
    return TwoControllers().tell()


def trusted(tmp_path, maker):
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    return load_trust(tmp_path)


def partial(tmp_path, maker, scope=BY_SERVICE, subjects=OURS):
    place = tmp_path / "part"
    return maker.publish_part(place, scope.kind.value, scope.name, subjects)


def refusal(tmp_path, maker, folder):
    report = verify_evidence(folder, trusted(tmp_path, maker))
    return report.refusal.code if report.refusal else None


def names(folder):
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def scope_file(kind="service", name="vigie", form="releve/scope/1"):
    return f'{{"format":"{form}","kind":"{kind}","name":"{name}"}}'


# ------------------------------------------------------------------------------- subjects


def test_a_service_brings_its_assets_their_copies_and_nothing_of_others():
    assert scope_subjects(make_two(), BY_SERVICE) == OURS


def test_a_controller_brings_its_assets_its_services_and_nothing_of_others():
    assert scope_subjects(make_two(), BY_CONTROLLER) == OURS
    other = Scope(kind=ScopeKind.CONTROLLER, name="succ")
    assert scope_subjects(make_two(), other) == THEIRS


def test_what_an_asset_requires_comes_with_what_that_one_needs():
    plan = changed(make_two(), requires=("journaux",))
    assert scope_subjects(plan, BY_SERVICE) == OURS | THEIRS
    alone = Scope(kind=ScopeKind.SERVICE, name="borne")
    assert scope_subjects(plan, alone) == THEIRS


def test_services_of_an_asset_come_without_their_other_assets():
    plan = changed(make_two(), services=("vigie", "borne"))
    assert scope_subjects(plan, BY_CONTROLLER) == OURS | {OTHER_SERVICE}


def test_a_service_required_by_a_service_comes_along():
    plan = changed(make_two(), service="vigie", requires=("borne",))
    assert scope_subjects(plan, BY_SERVICE) == OURS | {OTHER_SERVICE}


def test_a_later_plan_takes_nothing_out():
    before, after = make_two(), changed(make_two(), controller="succ")
    assert ASSET not in scope_subjects(after, BY_CONTROLLER)
    assert subjects_under([before, after], BY_CONTROLLER) >= OURS
    needed = changed(before, requires=("journaux",))
    assert subjects_under([before, needed], BY_SERVICE) == OURS | THEIRS


def test_the_programme_is_everything_and_an_unknown_name_is_nothing():
    whole = Scope(kind=ScopeKind.PROGRAMME, name="essai")
    assert scope_subjects(make_two(), whole) == OURS | THEIRS
    for kind in ScopeKind:
        assert scope_subjects(make_two(), Scope(kind=kind, name="inconnu")) == frozenset()


# -------------------------------------------------------------------------------- writing


@pytest.mark.parametrize("scope", SCOPES)
def test_a_part_holds_the_whole_ledger_and_the_files_of_its_subjects(tmp_path, told, scope):
    whole = names(told.publish_as_performer(tmp_path / "whole"))
    folder = told.publish_as_performer(tmp_path / "built", scope=SCOPES[scope])
    expected = names(partial(tmp_path, told, SCOPES[scope]))
    built = names(folder)
    assert built == expected | {"index.html", "journal.txt", "verifier.html"}
    assert built - {"scope.json"} < whole
    for place in ("ledger", "plans", "keys"):
        assert {n for n in whole if n.startswith(place)} == {
            n for n in built if n.startswith(place)
        }
    report = verify_evidence(folder, trusted(tmp_path, told))
    assert (report.refusal, report.exit_code) == (None, 0)
    facts = {"scope": scope, "name": SCOPES[scope].name, "subjects": 3, "of": 6}
    assert [one.facts for one in report.claims if one.code == "partial"] == [facts]
    assert [one.facts for one in report.limits if one.code == "partial"] == [facts]
    assert {one.number for one in report.certificates} == told.certificates(OURS)


def test_what_people_read_says_that_the_verdict_is_of_a_part(tmp_path, told):
    folder = told.publish_as_performer(tmp_path / "part", scope=BY_SERVICE)
    report = verify_evidence(folder, trusted(tmp_path, told))
    for language, word in (
        ("fr", "service « vigie », 3 sujets sur 6"),
        ("en", "service “vigie”, 3"),
    ):
        text = [line.replace("\u00a0", " ") for line in lines(report, language)]
        verdict = next(at for at, line in enumerate(text) if line.startswith("V"))
        assert word in text[verdict + 1]
        assert any(word in line for line in text[:verdict])


def test_a_whole_folder_says_nothing_of_scope(tmp_path, told):
    folder = told.publish_as_performer(tmp_path / "whole")
    report = verify_evidence(folder, trusted(tmp_path, told))
    assert report.exit_code == 0
    assert "partial" not in {one.code for one in (*report.claims, *report.limits)}


def test_the_pages_of_a_part_are_limited_to_it_and_say_so(tmp_path, told):
    folder = told.publish_as_performer(tmp_path / "part", scope=BY_CONTROLLER)
    for page in ("index.html", "journal.txt"):
        text = (folder / page).read_text()
        assert "DOSSIER PARTIEL" in text
        assert "DAC" in text
        assert "Dossiers" in text
        assert "Journaux" not in text
        assert "Borne" not in text
    linked = {
        part.partition('"')[0] for part in (folder / "index.html").read_text().split('href="')[1:]
    }
    assert {one for one in linked if not one.startswith("#")} <= names(folder)


@pytest.mark.parametrize("kind", ["service", "controller"])
def test_a_part_of_nothing_is_not_written(tmp_path, told, kind):
    scope = Scope(kind=ScopeKind(kind), name="inconnu")
    with pytest.raises(UsageError, match="scope_unknown"):
        told.publish_as_performer(tmp_path / "part", scope=scope)
    assert not (tmp_path / "part").exists()


# ----------------------------------------------------------------------------- verifying


def test_every_file_of_the_part_is_missed(tmp_path, told):
    folder = partial(tmp_path, told)
    trust = trusted(tmp_path, told)
    dispensable = {"LISEZMOI.txt", "manifest.sha256", "manifest.note", "scope.json"}
    for name in sorted(names(folder)):
        if name in dispensable or name.startswith("keys/"):
            continue
        kept = (folder / name).read_bytes()
        (folder / name).unlink()
        told.reseal(folder)
        report = verify_evidence(folder, trust)
        assert (report.refusal.code, report.refusal.facts["file"]) == ("folder_file_missing", name)
        (folder / name).write_bytes(kept)


def test_every_file_of_others_is_refused(tmp_path, told):
    whole = told.publish(tmp_path / "whole")
    folder = partial(tmp_path, told)
    trust = trusted(tmp_path, told)
    others = names(whole) - names(folder)
    assert len(others) > 20
    for name in sorted(others):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((whole / name).read_bytes())
        told.reseal(folder)
        code = "certificate" if name.startswith("certificates/") else "scope"
        report = verify_evidence(folder, trust)
        found = (report.refusal.code, report.refusal.facts["file"])
        assert found == (f"{code}_extra_file", name)
        (folder / name).unlink()


SCOPE_FILES = {
    "not-json": ("{", "scope_malformed"),
    "with-a-newline": (scope_file() + "\n", "scope_malformed"),
    "of-another-format": (scope_file(form="releve/scope/2"), "scope_malformed"),
    "of-an-unknown-kind": (scope_file("asset", "dossiers"), "scope_malformed"),
    "of-the-programme": (scope_file("programme", "essai"), "scope_malformed"),
    "with-a-member-more": (scope_file()[:-1] + ',"only":"asset:x"}', "scope_malformed"),
    "with-a-name-that-is-no-text": (scope_file().replace('"vigie"', "1"), "scope_malformed"),
    "of-a-service-nobody-knows": (scope_file(name="inconnu"), "scope_unknown"),
    "of-another-service": (scope_file(name="borne"), "scope_extra_file"),
}


@pytest.mark.parametrize("name", SCOPE_FILES)
def test_a_scope_file_with_a_defect_is_refused(tmp_path, told, name):
    text, code = SCOPE_FILES[name]
    folder = partial(tmp_path, told)
    (folder / "scope.json").write_text(text)
    told.reseal(folder)
    assert refusal(tmp_path, told, folder) == code


def test_a_scope_added_to_a_whole_folder_or_taken_from_a_part_is_refused(tmp_path, told):
    whole = told.publish(tmp_path / "whole")
    part = partial(tmp_path, told)
    (whole / "scope.json").write_bytes((part / "scope.json").read_bytes())
    told.reseal(whole)
    assert refusal(tmp_path, told, whole) == "scope_extra_file"
    (part / "scope.json").unlink()
    told.reseal(part)
    assert refusal(tmp_path, told, part) == "folder_file_missing"


ACTS = (
    *("relay", "stop-cheffe", "stop-clinicienne", "receipt", "acceptance", "visa"),
    *("destroy-responsable", "destroy-cheffe", "copy-responsable", "copy-cheffe"),
)
ENTRIES = (
    *("stop-request", "stop-intent", "stop-outcome", "export", "finding-source"),
    *("finding-package", "deliver", "destroy-request", "destroy-intent"),
    *("destroy-certificate", "copy-request", "copy-intent", "copy-certificate"),
)


def left_out(item, _maker):
    item.skip = True


@pytest.mark.parametrize("name", [*ACTS, *ENTRIES])
def test_what_is_left_out_inside_is_refused_as_in_the_whole(tmp_path, name):
    lacking = TwoControllers(edits={name: left_out}).tell()
    whole = refusal(tmp_path, lacking, lacking.publish(tmp_path / "whole"))
    assert whole is not None
    assert refusal(tmp_path, lacking, partial(tmp_path, lacking)) == whole


@pytest.mark.parametrize("name", ["acceptance", "destroy-cheffe", "destroy-certificate"])
def test_what_is_left_out_outside_is_not_judged(tmp_path, name):
    lacking = TwoControllers(edits={f"other-{name}": left_out}).tell()
    assert refusal(tmp_path, lacking, lacking.publish(tmp_path / "whole")) is not None
    assert refusal(tmp_path, lacking, partial(tmp_path, lacking)) is None


def revoked(maker):
    maker.act(
        "revocation",
        ActKind.REVOCATION,
        OTHER_SERVICE,
        "cheffe",
        key=fingerprint(ssh_key("responsable").public_key),
        compromised_since="-",
        reason="perdue",
    )


def test_a_revocation_told_under_a_subject_outside_still_counts(tmp_path):
    maker = TwoControllers(inserts={"destroy-request": revoked}).tell()
    whole = refusal(tmp_path, maker, maker.publish(tmp_path / "whole"))
    assert whole is not None
    assert refusal(tmp_path, maker, partial(tmp_path, maker)) == whole


def elsewhere(item, _maker):
    item.subject = OTHER_ASSET


def test_an_act_recorded_again_under_another_subject_is_refused(tmp_path):
    """First where nobody inside would look, then where it counts."""

    def twice(maker):
        entry = maker.entries[maker.index["visa"]]
        maker.record("again", EntryKind.ACT_RECORDED, OTHER_ASSET, dict(entry.body))

    maker = TwoControllers(inserts={"visa": twice}).tell()
    assert refusal(tmp_path, maker, partial(tmp_path, maker)) == "act_entry_differs"


def test_an_act_hidden_under_another_subject_does_not_count_inside(tmp_path):
    maker = TwoControllers(edits={"visa-entry": elsewhere}).tell()
    assert refusal(tmp_path, maker, partial(tmp_path, maker)) == "archives_visa_missing"


def test_a_certificate_issued_outside_for_an_outcome_inside_is_refused(tmp_path):
    def stolen(maker):
        issued = maker.entries[maker.index["destroy-certificate"]]
        body = issued.body | {"number": "ESSAI-journaux-9"}
        maker.record("stolen", EntryKind.CERTIFICATE_ISSUED, OTHER_ASSET, body)

    maker = TwoControllers(inserts={"destroy-certificate": stolen}).tell()
    code = refusal(tmp_path, maker, partial(tmp_path, maker))
    assert code == "certificate_without_outcome"


def moved(maker):
    maker.adopt(changed(maker.plan, controller="succ"), touched=(), name="moved")


def test_a_subject_that_left_the_perimeter_is_still_judged(tmp_path):
    edits = {"copy-responsable": left_out}
    maker = TwoControllers(edits=edits, inserts={"other-copy-certificate": moved}).tell()
    folder = partial(tmp_path, maker, BY_CONTROLLER)
    assert refusal(tmp_path, maker, folder) == "approval_not_an_act"


def test_nothing_is_judged_by_what_is_outside(tmp_path, told):
    folder = Folder(partial(tmp_path, told))
    log = read_log(folder, key=own_key(folder))
    human = Human(acts={}, timeline=Timeline(), revocations=())
    records = Records(type(log)(**{**_members(log), "subjects": frozenset({SERVICE})}), human)
    assert records.entries(EntryKind.SERVICE_PROBED, SERVICE)
    for ask in (
        lambda: records.entries(EntryKind.OUTCOME_RECORDED, COPY),
        lambda: records.acts(ActKind.HOLD, ASSET),
    ):
        with pytest.raises(EvidenceRefused, match="scope_incomplete"):
            ask()


def _members(log):
    return {name: getattr(log, name) for name in log.__dataclass_fields__}
