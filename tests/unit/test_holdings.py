"""What a successor gives back is copied as it is, and judged from the copy."""

import stat

import pytest

from releve.errors import ConnectorUnavailable, EvidenceRefused
from releve.pathways.fhir.inverse import READERS
from releve.pathways.fhir.systems import READ
from releve.pathways.folder import Group
from releve.pathways.holdings import Copied, GivenBack
from releve.pathways.record import DIRECTORY, Pathway, Record
from tests.fakes.canonical_folders import write_folder
from tests.fakes.drawn_pathways import world

SHARED = (Record("organisation", "organisation/p1", {"name": "Été\nn° 1"}),)


def groups(count=4):
    return [Group(one.id, one.records) for one in world(3, count, text_keys=True)[1]]


def test_a_copy_holds_what_was_given_well_formed_or_not(tmp_path):
    orphan = Group("", (Record("note", "note/p9", {"text": "à personne"}),))
    given = [Group(DIRECTORY, SHARED), *groups(), orphan]
    copied = Copied(given, tmp_path / "copy")
    for _ in range(2):
        assert [(one.id, tuple(one.records)) for one in copied.groups()] == [
            (one.id, tuple(one.records)) for one in given
        ]
    assert tuple(copied.open(DIRECTORY)) == SHARED
    assert tuple(copied.open(given[2].id)) == tuple(given[2].records)
    assert copied.open("person/none") == ()
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def cut(given, error):
    yield from given
    raise error


def test_a_reading_refused_midway_is_refused_again(tmp_path):
    copied = Copied(cut(groups(2), EvidenceRefused("fhir_identifier_twice")), tmp_path / "copy")
    for _ in range(2):
        read = copied.groups()
        assert [next(read).id, next(read).id] == [one.id for one in groups(2)]
        with pytest.raises(EvidenceRefused, match="fhir_identifier_twice"):
            next(read)


def test_a_successor_that_goes_away_is_no_answer(tmp_path):
    with pytest.raises(ConnectorUnavailable):
        Copied(cut(groups(2), ConnectorUnavailable("fhir_unreachable")), tmp_path / "copy")


def test_pathways_are_looked_up_in_a_folder_given_back(tmp_path):
    given = groups()
    back = GivenBack(write_folder(tmp_path / "back", given[:-1], SHARED))
    asked = [Pathway(one.id, tuple(one.records)) for one in reversed(given)]
    opened = dict(back.opened(asked, {}))
    assert list(opened) == [one.id for one in asked]
    assert opened.pop(given[-1].id) == ()
    assert opened == {one.id: tuple(one.records) for one in given[:-1]}


def test_all_that_is_rebuilt_from_resources_has_a_type():
    assert {one for several in READ.values() for one in several} == set(READERS)
