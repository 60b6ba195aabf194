"""The canonical model of a DAC pathway: the one description that everything else is derived from.

No public data dictionary exists for a *dossier de parcours*, so the model is ours
(CSP L6327-1 ff., HAS PPCS 2019, the TDDUI and cds guides for what a successor expects). The
dictionary, the mapping's checks, CSV columns, JSON Schema and the FHIR form read these tables;
French and English labels are sentences ``pathway_<entity>`` and ``pathway_<entity>.<attribute>``.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    r"""What a value is, and its one canonical JSON form.

    ===========  ======================================================================
    kind         form
    ===========  ======================================================================
    TEXT         text, NFC, not empty, line ends ``\n``, no white space at either end
    TEXTS        list of TEXT, not empty (the order means something)
    CODE         one of the attribute's ``codes``
    DATE         ``2026-11-21``
    INSTANT      ``2026-11-21T08:30:00Z``, UTC; microseconds, six digits, only if any
    BOOLEAN      ``true``, ``false``
    INTEGER      number within ±(2^53 - 1)
    DECIMAL      text without exponent or needless zeros: ``12.5``, ``100``, ``-0.25``
    ANSWERS      list of ``{"item": TEXT, "value": TEXT}``, in the order of the grid
    FILE         ``{"path": …, "sha256": hex, "size": bytes}``, path relative, POSIX
    BYTES        base64 (RFC 4648, padded) of at most 64 KiB
    REFERENCE    record id of the ``target`` entity
    ===========  ======================================================================

    A value that the source says is absent is ``{"absent": code}`` (:data:`ABSENCES`). One that
    was never filled in has no member at all: there is no ``null`` in a record.
    """

    TEXT = "text"
    TEXTS = "texts"
    CODE = "code"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    ANSWERS = "answers"
    FILE = "file"
    BYTES = "bytes"
    REFERENCE = "reference"


ABSENCES = (
    "unknown",
    "asked-unknown",
    "asked-declined",
    "temp-unknown",
    "not-applicable",
    "masked",
)
"""Why a value is explicitly absent: codes of FHIR's data-absent-reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute. ``identifier`` names the form and check digit it must have.

    ``required`` means that a record without it is rejected; explicitly absent is not without.
    """

    name: str
    kind: Kind
    required: bool = False
    codes: tuple[str, ...] = ()
    target: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One kind of record. ``shared`` ones belong to no pathway; ``fhir`` names the R4 targets."""

    name: str
    fhir: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    shared: bool = False

    def attribute(self, name: str) -> Attribute:
        """Return an attribute by name; ``KeyError`` if the entity has none."""
        for one in self.attributes:
            if one.name == name:
                return one
        raise KeyError(name)


def _text(name: str, *, required: bool = False, identifier: str | None = None) -> Attribute:
    return Attribute(name=name, kind=Kind.TEXT, required=required, identifier=identifier)


def _code(name: str, *codes: str, required: bool = False) -> Attribute:
    return Attribute(name=name, kind=Kind.CODE, codes=codes, required=required)


def _to(name: str, target: str, *, required: bool = False) -> Attribute:
    return Attribute(name=name, kind=Kind.REFERENCE, target=target, required=required)


def _of(kind: Kind, name: str, *, required: bool = False) -> Attribute:
    return Attribute(name=name, kind=kind, required=required)


PERSON = Entity(
    name="person",
    fhir=("Patient",),
    attributes=(
        _text("ins", identifier="ins"),
        _code("ins_authority", "nir", "nia", "test", "demo"),
        _code(
            "identity_status", "qualified", "retrieved", "validated", "provisional", required=True
        ),
        _text("birth_family_name", required=True),
        _text("used_family_name"),
        _of(Kind.TEXTS, "given_names", required=True),
        _text("first_given_name"),
        _text("used_given_name"),
        _of(Kind.DATE, "birth_date", required=True),
        _code("gender", "male", "female", "other", "unknown", required=True),
        _text("birth_place", identifier="cog"),
        _of(Kind.DATE, "death_date"),
        _text("telephone"),
        _text("email"),
        _text("address"),
        _text("postal_code"),
        _text("commune", identifier="cog"),
        _text("representative"),
        _to("treating_physician", "professional"),
        _code("status", "active", "closed", required=True),
        _of(Kind.INSTANT, "opened_at", required=True),
    ),
)
RELATIVE = Entity(
    name="relative",
    fhir=("RelatedPerson",),
    attributes=(
        _text("name", required=True),
        _text("relationship"),
        _text("telephone"),
        _text("email"),
        _of(Kind.BOOLEAN, "representative"),
    ),
)
CIRCLE_MEMBER = Entity(
    name="circle_member",
    fhir=("CareTeam", "RelatedPerson"),
    attributes=(
        _to("professional", "professional"),
        _to("organisation", "organisation"),
        _to("relative", "relative"),
        _text("relative_name"),
        _text("role", required=True),
        _of(Kind.DATE, "start", required=True),
        _of(Kind.DATE, "end"),
    ),
)
REQUEST = Entity(
    name="request",
    fhir=("ServiceRequest",),
    attributes=(
        _to("requester", "professional"),
        _of(Kind.INSTANT, "received_at", required=True),
        _text("reason", required=True),
        _code("channel", "telephone", "secure_message", "letter", "form", "other"),
        _text("orientation"),
        _of(Kind.BOOLEAN, "urgent"),
        _code("status", "accepted", "in_progress", "completed", "refused", required=True),
    ),
)
ASSESSMENT = Entity(
    name="assessment",
    fhir=("QuestionnaireResponse",),
    attributes=(
        _to("author", "professional"),
        _text("grid", required=True),
        _text("version"),
        _of(Kind.DATE, "done_on", required=True),
        _of(Kind.ANSWERS, "answers", required=True),
        _of(Kind.DECIMAL, "score"),
        _text("comment"),
    ),
)
CARE_PLAN = Entity(
    name="care_plan",
    fhir=("CarePlan",),
    attributes=(
        _to("referent", "professional"),
        _of(Kind.DATE, "written_on", required=True),
        _of(Kind.DATE, "revised_on"),
        _text("problems", required=True),
        _text("wishes"),
        _text("unmet_objectives"),
        _of(Kind.BOOLEAN, "agreement"),
    ),
)
GOAL = Entity(
    name="goal",
    fhir=("Goal",),
    attributes=(
        _to("care_plan", "care_plan", required=True),
        _text("description", required=True),
        _of(Kind.BOOLEAN, "achieved"),
    ),
)
ACTION = Entity(
    name="action",
    fhir=("Task",),
    attributes=(
        _to("care_plan", "care_plan"),
        _to("owner", "professional"),
        _text("title", required=True),
        _code("status", "to_do", "in_progress", "done", "abandoned", required=True),
        _of(Kind.DATE, "due_on"),
        _of(Kind.DATE, "done_on"),
        _text("result"),
        _of(Kind.DECIMAL, "estimated_cost"),
    ),
)
EVENT = Entity(
    name="event",
    fhir=("Encounter",),
    attributes=(
        _code("type", "visit", "appointment", "meeting", "call", "hospital_stay", required=True),
        _of(Kind.INSTANT, "start", required=True),
        _of(Kind.INSTANT, "end"),
        _to("organiser", "professional"),
        _text("participants"),
        _text("report"),
        _code("status", "planned", "finished", "cancelled"),
    ),
)
NOTE = Entity(
    name="note",
    fhir=("DocumentReference",),
    attributes=(
        _to("author", "professional"),
        _to("reply_to", "note"),
        _of(Kind.INSTANT, "written_at", required=True),
        _text("category"),
        _of(Kind.BOOLEAN, "urgent"),
        _text("text", required=True),
    ),
)
DOCUMENT = Entity(
    name="document",
    fhir=("DocumentReference",),
    attributes=(
        _to("author", "professional"),
        _text("title", required=True),
        _text("class"),
        _text("media_type", required=True),
        _of(Kind.FILE, "file", required=True),
        _of(Kind.INSTANT, "deposited_at"),
    ),
)
ALERT = Entity(
    name="alert",
    fhir=("Flag",),
    attributes=(
        _code("severity", "low", "medium", "high", required=True),
        _text("trigger", required=True),
        _of(Kind.INSTANT, "raised_at", required=True),
        _to("acknowledged_by", "professional"),
        _of(Kind.INSTANT, "acknowledged_at"),
    ),
)
CONSENT = Entity(
    name="consent",
    fhir=("Consent",),
    attributes=(
        _code("nature", "consent", "non_opposition", "opposition", required=True),
        _text("scope", required=True),
        _of(Kind.DATE, "collected_on", required=True),
        _of(Kind.DATE, "withdrawn_on"),
        _of(Kind.BOOLEAN, "oral"),
        _of(Kind.BYTES, "trace"),
    ),
)
CLOSURE = Entity(
    name="closure",
    fhir=("EpisodeOfCare",),
    attributes=(
        _of(Kind.INSTANT, "closed_at", required=True),
        _text("reason"),
        _text("outcome"),
        _text("relay"),
    ),
)
PROFESSIONAL = Entity(
    name="professional",
    fhir=("Practitioner", "PractitionerRole"),
    shared=True,
    attributes=(
        _text("family_name", required=True),
        _text("given_name"),
        _text("profession"),
        _text("rpps", identifier="rpps"),
        _to("organisation", "organisation"),
        _text("telephone"),
        _text("email"),
        _of(Kind.BOOLEAN, "active"),
    ),
)
ORGANISATION = Entity(
    name="organisation",
    fhir=("Organization",),
    shared=True,
    attributes=(
        _text("name", required=True),
        _text("type"),
        _text("finess", identifier="finess"),
        _text("siret", identifier="siret"),
        _text("telephone"),
    ),
)

ENTITIES: tuple[Entity, ...] = (
    PERSON,
    RELATIVE,
    CIRCLE_MEMBER,
    REQUEST,
    ASSESSMENT,
    CARE_PLAN,
    GOAL,
    ACTION,
    EVENT,
    NOTE,
    DOCUMENT,
    ALERT,
    CONSENT,
    CLOSURE,
    PROFESSIONAL,
    ORGANISATION,
)
"""Every entity, in the order in which people read a pathway; the shared ones last."""

ROOT = PERSON
"""The entity that *is* the pathway: one record of it, one pathway."""


def entity(name: str) -> Entity:
    """Return an entity by name; ``KeyError`` if the model has none."""
    for one in ENTITIES:
        if one.name == name:
            return one
    raise KeyError(name)
