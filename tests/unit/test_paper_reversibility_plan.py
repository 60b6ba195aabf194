"""The plan as the committee approves it: what is adopted, what is open, draft before adoption."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.press.typst_press import TypstPress
from releve.certificates.labels import Labels
from releve.cli.main import main
from releve.errors import PlanError
from releve.ledger.state import EMPTY
from releve.model.plan import Plan
from releve.papers.case import Case
from releve.papers.figures import check_figure
from releve.papers.paper import Gantt, Rows, Table, values_of
from releve.papers.plan_stakes import costs
from releve.papers.plan_terms import open_count, open_table
from releve.papers.rendering import Edition, paper_data
from releve.papers.reversibility_plan import build
from releve.papers.source import in_plan
from releve.papers.twin import content_digest
from releve.papers.value import Blank, Form
from releve.plan.reader import canonical_bytes, read_plan
from releve.plan.rules import missing, problems
from releve.textes import LANGUAGES
from tests.fakes.fact_maker import START, FactMaker
from tests.fakes.plan_maker import BASE, VIEW, make_plan, plan_digest

ROOT = Path(__file__).parents[2]
PREDICE = ROOT / "runbooks" / "predice" / "plan.yaml"
REHEARSAL = ROOT / "runbooks" / "predice" / "rehearsal.yaml"


def draft_of(plan):
    return Case(plan=plan, digest=plan_digest(plan), state=EMPTY, entries=(), at=START)


def adopted_of(plan, now=START):
    facts = FactMaker(plan, now=now)
    facts.adopt()
    return Case(
        plan=plan,
        digest=plan_digest(plan),
        state=facts.state,
        entries=tuple(facts.entries),
        at=now + timedelta(days=5),
    )


def with_parts(**parts):
    """The small plan with whole lists in the place of its own."""
    return Plan.model_validate_json(json.dumps({**BASE, **parts}))


def printed(case, language="fr"):
    paper = build(case)
    for one in values_of(paper):
        check_figure(one, case.origins)
    edition = Edition(
        number="PR-ESSAI",
        recorded_at=case.at,
        origin=case.plan.origin,
        size=len(case.entries),
        twin=None,
        draft=not case.entries,
        sealed=False,
    )
    return paper_data(paper, Labels(plan=case.plan, language=language), edition, [])


def section(case, heading):
    return next(one for one in printed(case)["sections"] if one["heading"] == heading)


def said(part):
    return json.dumps(part, ensure_ascii=False).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def predice():
    return read_plan(PREDICE)


def test_what_is_printed_on_page_one_is_what_is_adopted():
    plan = make_plan()
    for case in (draft_of(plan), adopted_of(plan)):
        rows = next(one for one in build(case).sections[0].blocks if isinstance(one, Rows))
        digest = rows.rows[0].value
        assert (digest.form, digest.raw) == (Form.DIGEST, plan_digest(plan))
    assert said(printed(adopted_of(plan))).count(plan_digest(plan).removeprefix("sha256:")) == 1


def test_a_draft_says_so_and_leaves_places_to_sign():
    data = printed(draft_of(make_plan()))
    assert data["lead"].startswith("Projet, non adopté.")
    places = next(one for one in data["sections"][0]["blocks"] if one["is"] == "signatures")
    assert [(one["who"], one["blank"]) for one in places["places"]] == [("", True)] * 2
    assert "premières entrées" not in said(data["verify"])


def test_an_adopted_plan_names_who_adopted_and_when():
    first = printed(adopted_of(make_plan()))
    later = printed(adopted_of(make_plan(), START + timedelta(days=1)))
    assert first["lead"].startswith("Adopté le 1er février 2026, 09:00 (entrée 0 ")
    assert later["lead"].startswith("Adopté le 2 février 2026")
    places = next(one for one in first["sections"][0]["blocks"] if one["is"] == "signatures")
    assert [one["capacity"] for one in places["places"]] == ["Adopté par", "Adopté par"]
    assert all("Personne d'exercice" in one["who"] for one in places["places"])


def test_the_same_plan_says_the_same_on_another_day():
    plan = make_plan()
    case = adopted_of(plan)
    later = Case(
        plan=plan,
        digest=case.digest,
        state=case.state,
        entries=case.entries,
        at=case.at + timedelta(days=30),
    )
    assert content_digest(build(case)) == content_digest(build(later))


def test_names_of_people_stand_only_where_they_sign():
    forms = {}
    for one in values_of(build(adopted_of(make_plan()))):
        forms.setdefault(one.form, []).append(one.raw)
    assert forms[Form.SIGNATORY] == ["cheffe", "directrice"]
    assert len(forms[Form.TITLE]) == len(make_plan().people)


# ---------------------------------------------------------------------- what is open


def test_everything_open_is_counted_and_listed_with_its_path(predice):
    case = draft_of(predice.plan)
    ways = missing(predice.plan)
    assert len(ways) > 300
    assert open_count(case).raw == len(ways)
    listed = [one for row in open_table(case).rows for one in row[2].sources]
    assert sorted(listed) == sorted(in_plan(*one) for one in ways)
    told = said(printed(case))
    assert f"{len(ways)} points restent à compléter" in told
    assert "contracts[0]" in told
    assert "lot, ends_on, general_clauses, reversibility_clause" in told


def test_a_complete_plan_has_nothing_open():
    told = said(printed(draft_of(make_plan())))
    assert "Rien ne reste à compléter." in told
    assert "à compléter dans cette partie" not in told


def test_one_thing_open_is_said_where_it_is_and_on_page_one():
    plan = make_plan(change={"contracts.portail.lot": None})
    data = printed(draft_of(plan))
    assert "1 point reste à compléter" in said(data["sections"][0])
    alerts = [
        part["heading"]
        for part in data["sections"][1:]
        for one in part["blocks"]
        if one["is"] == "paragraph" and one["tone"] == "alert"
    ]
    assert alerts == ["Contrats"]


def test_a_switch_over_that_lacks_is_counted_though_the_plan_leaves_it_out():
    plan = make_plan(change=VIEW | {"assets.affiches.switch_over": None})
    case = draft_of(plan)
    assert open_count(case).raw == len(missing(plan)) == 1
    assert "switch_over" in said(printed(case))
    assert "aucune bascule" in said(section(case, "Bascules des DAC"))
    shown = draft_of(make_plan(change=VIEW))
    assert "1er mars 2026" in said(section(shown, "Bascules des DAC"))


# ---------------------------------------------------------------------- what each part says


def test_every_brick_contract_milestone_body_of_data_and_copy_is_there(predice):
    told = said(printed(draft_of(predice.plan)))
    plan = predice.plan
    names = [
        *(one.name for one in plan.services),
        *(one.title for one in plan.contracts),
        *(one.title for one in plan.milestones),
        *(one.title for one in plan.assets),
        *(copy.title for _, copy in plan.copies()),
        *(f"{one.reason}" for one in plan.out_of_perimeter),
        *(one.title for one in plan.risks),
    ]
    assert [one for one in names if one.replace("\u00a0", " ") not in told] == []


def test_due_dates_keep_the_precision_promised(predice):
    rows = next(
        one
        for one in section(draft_of(predice.plan), "Calendrier")["blocks"]
        if one["is"] == "table"
    )["rows"]
    dues = {row[0]["text"]: (row[1]["text"], row[2]["text"]) for row in rows}
    assert dues["Réversibilité des parcours DAC"] == ("printemps 2025", "à compléter")
    assert dues["Destruction des données"][0] == "2025"
    assert dues["Fin des services régionaux"][0] == "30 juin 2025"


def test_the_table_of_who_decides_is_the_policy():
    rows = section(draft_of(make_plan()), "Qui décide, exécute, contrôle, conseille, est informé")
    seats, bounds = (one["rows"] for one in rows["blocks"])
    assert [cell["text"] for cell in seats[2]] == [
        "suppression",
        "responsable de traitement\nchef de projet",
        "exploitant",
        "chef de projet",
        "–",
        "–",
    ]
    assert [cell["text"] for cell in bounds[1]][1:] == [
        "PDF signé, transcrit par deux personnes",
        "120 minutes",
        "20 jours",
    ]


def cost(name, euros):
    return {"id": name, "title": f"Poste {name}", "payer": "ville", "euros": euros}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([cost("a", 1000), cost("b", 234)], "Total : 1\u202f234 euros hors taxes."),
        ([cost("a", 1000), cost("b", None)], "Pas de total : 1 poste est sans montant."),
        ([], "Le plan n’inscrit aucun coût : à compléter."),
    ],
)
def test_costs_are_added_only_when_each_is_known(lines, expected):
    case = draft_of(with_parts(costs=lines))
    told = said(section(case, "Coûts"))
    assert expected in told
    assert ("Total" in told) is expected.startswith("Total")
    blocks = costs(case).blocks
    assert len(next(one for one in blocks if isinstance(one, Table)).rows) == len(lines)


def test_nobody_is_asked_for_an_instruction_to_give_back_its_own_data():
    way = "assets.affiches.restitution"
    own = {f"{way}.recipient": "ville", f"{way}.instruction": None}
    told = said(section(draft_of(make_plan(change=own)), "Restitution"))
    assert "sans objet : rendu à son responsable" in told
    other = {f"{way}.instruction": None}
    rows = section(draft_of(make_plan(change=other)), "Restitution")["blocks"][0]["rows"]
    assert [row[2]["text"] for row in rows] == ["Lettre n° 2", "à compléter"]


def test_the_plan_alone_is_drawn():
    charts = [
        one
        for part in build(adopted_of(make_plan())).sections
        for one in part.blocks
        if isinstance(one, Gantt)
    ]
    assert [one.today for one in charts] == [None]
    assert all(bar.actual is None for one in charts for bar in one.bars)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_written(predice, language):
    exercise = read_plan(PREDICE, (REHEARSAL,)).plan
    for case in (draft_of(predice.plan), adopted_of(exercise)):
        told = json.dumps(printed(case, language), ensure_ascii=False)
        assert "« doc_" not in told
        assert "“doc_" not in told
        assert "‹" not in told


def test_blank_places_are_blank():
    paper = build(draft_of(make_plan()))
    assert any(isinstance(one.who, Blank) for one in paper.sections[0].blocks[2].places)


# ---------------------------------------------------------------------- the plan's own rules


def risk(name, owner):
    told = {"title": "Risque", "likelihood": "faible", "impact": "fort", "answer": "réponse"}
    return {"id": name, "owner": owner, **told}


@pytest.mark.parametrize(
    ("parts", "code", "path"),
    [
        ({"risks": [risk("a", "personne")]}, "plan_reference_unknown", ("risks", 0, "owner")),
        (
            {"costs": [cost("a", 1) | {"payer": "personne"}]},
            "plan_reference_unknown",
            ("costs", 0, "payer"),
        ),
        ({"risks": [risk("a", "ville")] * 2}, "plan_id_repeated", ("risks", 1, "id")),
        ({"costs": [cost("a", 1)] * 2}, "plan_id_repeated", ("costs", 1, "id")),
    ],
)
def test_a_risk_or_a_cost_of_nobody_is_refused(parts, code, path):
    found = problems(with_parts(**parts))
    assert [(one.code, one.path) for one in found] == [(code, path)]


def test_a_plan_without_risks_keeps_its_bytes():
    assert b'"risks"' not in canonical_bytes(make_plan())
    assert b'"costs"' not in canonical_bytes(make_plan())


# ---------------------------------------------------------------------- printed before adoption


def text_of(path):
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


def test_a_plan_on_disk_is_printed_as_a_draft(tmp_path, capsys):
    out = tmp_path / "projet.pdf"
    assert main(["plan", "print", str(PREDICE), "--out", str(out)]) == 0
    assert "ni adopté ni inscrit" in capsys.readouterr().out
    told = text_of(out)
    assert "Projet, non adopté." in told
    assert main(["plan", "check", str(PREDICE)]) == 0
    checked = capsys.readouterr().out
    assert read_plan(PREDICE).digest in checked
    assert read_plan(PREDICE).digest.removeprefix("sha256:") in told


def test_a_rehearsal_is_printed_as_one_and_in_english(tmp_path):
    out = tmp_path / "draft.pdf"
    arguments = ["plan", "print", str(PREDICE), "--overlay", str(REHEARSAL)]
    assert main([*arguments, "--out", str(out), "--language", "en"]) == 0
    told = text_of(out)
    assert "EXERCISE" in told
    assert "Draft, not adopted." in told
    assert "Total: 165,000 euros, taxes excluded." in told


def test_a_pdf_that_cannot_be_written_is_refused(tmp_path, capsys):
    out = tmp_path / "nulle-part" / "projet.pdf"
    assert main(["plan", "print", str(PREDICE), "--out", str(out)]) != 0
    assert "Créez le dossier" in capsys.readouterr().err


def test_a_plan_with_a_defect_is_not_printed(tmp_path, capsys):
    bad = ROOT / "tests" / "golden" / "plans" / "bad" / "unknown-key.yaml"
    assert main(["plan", "print", str(bad), "--out", str(tmp_path / "x.pdf")]) == 11
    assert not (tmp_path / "x.pdf").exists()
    assert "subtitle" in capsys.readouterr().err
    with pytest.raises(PlanError):
        read_plan(bad)


def test_many_assets_long_names_and_empty_lists_are_laid_out():
    one = BASE["assets"][1]
    assets = [one | {"id": f"a{n}", "title": "Titre " * 34 + str(n)} for n in range(200)]
    large = draft_of(with_parts(assets=assets))
    assert TypstPress().pdf("paper", printed(large)).startswith(b"%PDF")
    empty = draft_of(with_parts(services=[], assets=[], contracts=[], people=[], policies=[]))
    assert TypstPress().pdf("paper", printed(empty)).startswith(b"%PDF")
