"""The data dictionary, generated from the model: canonical JSON, CSV, and words for all others.

The HTML form is :mod:`releve.pathways.glossary`. Words are the sentences ``pathway_…``: a label,
then ``": "`` (in French a no-break space before the colon), then a definition.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypedDict, cast

from releve.canonical import encode
from releve.model.evidence import JsonValue
from releve.pathways.csv_table import columns_of
from releve.pathways.model import ABSENCES, ENTITIES, Attribute, Entity, Kind
from releve.textes import sentence, sentences

FORMAT: Literal["releve/dictionary/1"] = "releve/dictionary/1"
SEPARATORS = {"fr": "\u00a0: ", "en": ": "}


class CodeWords(TypedDict):
    """A code and what it means."""

    code: str
    label: str


class KindWords(TypedDict):
    """What values of a kind look like."""

    kind: str
    label: str
    form: str


class IdentifierWords(TypedDict):
    """What an identifier must look like."""

    identifier: str
    label: str
    form: str


class AttributeWords(TypedDict):
    """An attribute; ``codes`` is empty, ``target`` and ``identifier`` null where without object."""

    name: str
    label: str
    definition: str
    kind: str
    required: bool
    codes: Sequence[CodeWords]
    target: str | None
    identifier: str | None
    csv: Sequence[str]


class EntityWords(TypedDict):
    """An entity; ``shared`` ones belong to no pathway. ``fhir`` are its R4 resource types."""

    name: str
    label: str
    definition: str
    shared: bool
    fhir: Sequence[str]
    attributes: Sequence[AttributeWords]


class Dictionary(TypedDict):
    """The whole document, ``releve/dictionary/1``."""

    format: Literal["releve/dictionary/1"]
    language: str
    absences: Sequence[CodeWords]
    kinds: Sequence[KindWords]
    identifiers: Sequence[IdentifierWords]
    entities: Sequence[EntityWords]


def label(code: str, language: str = "fr") -> str:
    """Return what people call an entity, an attribute, a kind or an identifier.

    ``code`` is ``person``, ``person.ins``, ``kind_date``, ``identifier_rpps``.

    Raises:
        KeyError: no such code, or no such language.

    """
    return _parted(code, language)[0]


def definition(code: str, language: str = "fr") -> str:
    """Return the definition of an entity, an attribute, a kind or an identifier; as `label`."""
    return _parted(code, language)[1]


def code_label(attribute: str, code: str, language: str = "fr") -> str:
    """Return what people call a code of an attribute (``person.gender``); as :func:`label`."""
    return sentences(language)[f"pathway_code_{attribute}.{code}"]


def absence_label(code: str, language: str = "fr") -> str:
    """Return why a value is absent, in words; as :func:`label`."""
    return sentences(language)[f"pathway_absence_{code}"]


def dictionary(language: str = "fr") -> Dictionary:
    """Return the dictionary of the whole model, in a language."""
    used = sorted({a.identifier for e in ENTITIES for a in e.attributes if a.identifier})
    return {
        "format": FORMAT,
        "language": language,
        "absences": [{"code": one, "label": absence_label(one, language)} for one in ABSENCES],
        "kinds": [
            {
                "kind": one.value,
                "label": label(f"kind_{one.value}", language),
                "form": definition(f"kind_{one.value}", language),
            }
            for one in Kind
        ],
        "identifiers": [
            {
                "identifier": one,
                "label": label(f"identifier_{one}", language),
                "form": definition(f"identifier_{one}", language),
            }
            for one in used
        ],
        "entities": [_entity(one, language) for one in ENTITIES],
    }


def dictionary_json(language: str = "fr") -> bytes:
    """Return the dictionary as canonical JSON, without a newline at the end."""
    return encode(cast("JsonValue", dictionary(language)))  # a TypedDict is no Mapping to mypy


def dictionary_csv(language: str = "fr") -> bytes:
    """Return the dictionary as CSV (RFC 4180, UTF-8), one line per attribute."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = (
        "entity",
        "attribute",
        "label",
        "definition",
        "kind",
        "required",
        "codes",
        "identifier",
        "csv",
        "fhir",
    )
    writer.writerow([sentence(f"dictionary_{name}", {}, language) for name in names])
    writer.writerows(_lines(language))
    return out.getvalue().encode()


def kind_words(attribute: AttributeWords, language: str = "fr") -> str:
    """Return the kind of an attribute in words; of a reference, to what."""
    words = label(f"kind_{attribute['kind']}", language)
    target = attribute["target"]
    return f"{words} → {label(target, language)}" if target else words


def required_words(attribute: AttributeWords, language: str = "fr") -> str:
    """Return whether an attribute is required, in words."""
    return sentence("dictionary_yes" if attribute["required"] else "dictionary_no", {}, language)


def _lines(language: str) -> Iterator[list[str]]:
    for entity in dictionary(language)["entities"]:
        for one in entity["attributes"]:
            identifier = one["identifier"]
            yield [
                entity["name"],
                one["name"],
                one["label"],
                one["definition"],
                kind_words(one, language),
                required_words(one, language),
                "\n".join(f"{code['code']} = {code['label']}" for code in one["codes"]),
                label(f"identifier_{identifier}", language) if identifier else "",
                " ".join(one["csv"]),
                " ".join(entity["fhir"]),
            ]


def _entity(entity: Entity, language: str) -> EntityWords:
    return {
        "name": entity.name,
        "label": label(entity.name, language),
        "definition": definition(entity.name, language),
        "shared": entity.shared,
        "fhir": entity.fhir,
        "attributes": [_attribute(entity.name, one, language) for one in entity.attributes],
    }


def _attribute(entity: str, one: Attribute, language: str) -> AttributeWords:
    path = f"{entity}.{one.name}"
    return {
        "name": one.name,
        "label": label(path, language),
        "definition": definition(path, language),
        "kind": one.kind.value,
        "required": one.required,
        "codes": [{"code": code, "label": code_label(path, code, language)} for code in one.codes],
        "target": one.target,
        "identifier": one.identifier,
        "csv": columns_of(one),
    }


@cache
def _parted(code: str, language: str) -> tuple[str, str]:
    name, _, rest = sentences(language)[f"pathway_{code}"].partition(SEPARATORS[language])
    return name, rest
