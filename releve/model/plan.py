"""The plan of a retirement: agreed, immutable, data. ``None`` means « à compléter » everywhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, Protocol, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from releve.model.acts import SignatureKind
from releve.model.contract import Contract
from releve.model.ids import Id, Origin, Realm, asset_subject, copy_subject, service_subject
from releve.model.medium import Medium, SqlMedium
from releve.model.paperwork import Cost, HdsCertificate, NightGuide, Notice, Risk, Succession
from releve.model.people import Organisation, Person, Role, Text
from releve.model.restitution import Restitution, SwitchOver, without_empty
from releve.model.time import Due, Window
from releve.model.witnesses import Witnesses


class Performer(StrEnum):
    """Who carries a step out. For another's act we order, record an attestation, and probe."""

    US = "us"
    PUBLISHER = "publisher"
    HOST = "host"
    ESTABLISHMENT = "establishment"


class Scope(StrEnum):
    """How far a service or asset reaches."""

    REGIONAL = "regional"
    TERRITORIAL = "territorial"
    ESTABLISHMENT = "establishment"


class ServiceOutcome(StrEnum):
    """What becomes of a service; what becomes of its data is another question."""

    STOPPED = "stopped"
    HANDED_OVER = "handed_over"
    ALREADY_STOPPED = "already_stopped"


class Fate(StrEnum):
    """What becomes of a body of data once given back and accepted."""

    DESTROYED = "destroyed"
    TRANSFERRED = "transferred"
    KEPT = "kept"


class CopyFate(StrEnum):
    """The bin every inventoried copy ends in."""

    DESTROYED = "destroyed"
    EXPIRES = "expires"
    OUT_OF_SCOPE = "out_of_scope"


class Verb(StrEnum):
    """The closed set of steps. ``IRREVERSIBLE`` ones need a request, acts and an open window."""

    PROBE = "probe"
    MEASURE = "measure"
    FREEZE = "freeze"
    EXPORT = "export"
    VALIDATE = "validate"
    DELIVER = "deliver"
    RECEIVE = "receive"
    REQUEST = "request"
    ORDER = "order"
    SHUT_DOWN = "shut_down"
    HAND_OVER = "hand_over"
    DESTROY = "destroy"
    CERTIFY = "certify"


IRREVERSIBLE = frozenset({Verb.SHUT_DOWN, Verb.HAND_OVER, Verb.DESTROY})


class ArchivesRegime(StrEnum):
    """Public archives need a visa or an exemption before elimination (C. patrimoine, L212-2)."""

    PUBLIC = "publiques"
    PRIVATE = "privées"
    UNQUALIFIED = "à qualifier"


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_HasId)


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Retention(_Document):
    """The controller's documented decision on how long data must be kept.

    ``until`` is the first day destruction is allowed; ``discharged_by_acceptance`` means that the
    controller's signed acceptance hands custody over and discharges the operator's copy.
    """

    decided_by: Id
    decided_on: date | None
    reference: Text | None
    legal_basis: Text | None
    duration: Text | None
    until: date | None
    discharged_by_acceptance: bool


class Extent(_Document):
    """The extreme dates of a body of data, as an elimination slip states them.

    ``note`` says what two days cannot: that a date is approximate, or unknown and why.
    """

    first: date | None = None
    last: date | None = None
    note: Text | None = None


class Copy(_Document):
    """One inventoried copy of an asset: backup, replica, package, staging, log … ours included."""

    id: Id
    title: Text
    nature: Text
    ours: bool
    medium: Medium | None
    performer: Performer | None
    fate: CopyFate
    expires_on: date | None = None
    reason: Text | None = None
    milestone: Id


class DataAsset(_Document):
    """One body of data with its controller, medium, retention and fate.

    ``requires`` names assets to be given back and accepted before this one is destroyed.
    """

    id: Id
    title: Text
    scope: Scope
    services: tuple[Id, ...]
    controller: Id | None
    contract: Id
    producer: Id | None
    performer: Performer | None
    medium: Medium | None
    pathways_table: Text | None = None
    switch_over: SwitchOver | None = None
    """Needed where the medium shows pathways to a successor."""
    archives_regime: ArchivesRegime
    extent: Extent | None = None
    """Between which dates its records were made; « à compléter » on the slip without it."""
    retention: Retention | None
    restitution: Restitution
    fate: Fate
    fate_reason: Text | None = None
    requires: tuple[Id, ...] = ()
    milestone: Id
    suite: Text | None = None
    copies: tuple[Copy, ...]

    @model_serializer(mode="wrap")
    def _as_first_adopted(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what came after the first plans were adopted, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "switch_over", "extent")


class ActiveFollowUp(_Document):
    """A live follow-up: no stop before a clinician signs the « relais de la file active »."""

    described_as: Text
    phone: Text | None
    count: SqlMedium | None
    """Where the open follow-ups are counted: the schema's first table, rows not taken over."""


class ServiceControl(_Document):
    """How a service is stopped and probed: a unit on a host, and a URL that answers while up."""

    host: Id
    unit: Text | None = None
    """Left out when another than us stops it."""
    probe: Id
    """Endpoint that holds the URL to probe."""


class Service(_Document):
    """Something people call. ``requires`` names services that must have ended before it ends."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    family: Text
    scope: Scope
    contract: Id
    controller: Id | None
    performer: Performer | None
    outcome: ServiceOutcome
    milestone: Id
    control: ServiceControl | None
    recipient: Id | None = None
    requires: tuple[Id, ...] = ()
    active_follow_up: ActiveFollowUp | None = None
    notices: tuple[Notice, ...] = ()
    """Closing notices that must have been sent before it stops, one per audience."""
    night: NightGuide | None = None
    succession: Succession | None = None
    """What passes with it where it is handed over."""

    @model_serializer(mode="wrap")
    def _as_first_adopted(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what came after the first plans were adopted, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "notices", "night", "succession")


class Host(_Document):
    """A machine we reach; its address and keys are in the endpoints, never in the plan."""

    id: Id
    organisation: Id
    endpoint: Id | None


class Milestone(_Document):
    """A *jalon*: a due date with its precision, and the window (créneau) of its acts."""

    id: Id
    title: Text
    due: Due
    window: Window | None


class StepPolicy(_Document):
    """Who decides, performs, controls, advises and is told, for one verb (RACI).

    ``decides`` is the quorum: one distinct person per listed role. ``longest`` bounds the act.
    """

    verb: Verb
    decides: tuple[Role, ...] = Field(min_length=1)
    performs: tuple[Role, ...]
    controls: tuple[Role, ...]
    advises: tuple[Role, ...]
    informed: tuple[Role, ...]
    least_kind: SignatureKind
    longest_minutes: int = Field(gt=0, le=60 * 24 * 7)
    approval_valid_days: int = Field(gt=0, le=366)

    @property
    def longest(self) -> timedelta:
        """The declared longest duration of the act."""
        return timedelta(minutes=self.longest_minutes)


class Quorum(_Document):
    """Who adopts the next plan: ``threshold`` distinct people among ``people``."""

    people: tuple[Id, ...] = Field(min_length=1)
    threshold: int = Field(gt=0)


class Processing(_Document):
    """Where the programme's own machines run: no real run while any is « à compléter »."""

    hds_host: Id | None
    hds_certificate: Text | None
    impact_assessment: Text | None


class Custody(_Document):
    """Who keeps the evidence, how long, and what becomes of it."""

    custodian: Id | None
    retention: Text | None
    final_fate: Text | None


class OutOfPerimeter(_Document):
    """A brick declared outside the plan, with the reason."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    holder: Id
    reason: Text


class Plan(_Document):
    """The whole description. The plan that acts is the one the ledger last adopted."""

    format: Literal["releve/plan/1"]
    programme: Id
    title: Text
    realm: Realm
    origin: Origin
    timezone: Text
    small_count_threshold: int = Field(ge=0)
    processing: Processing
    custody: Custody
    adoption: Quorum | None
    witnesses: Witnesses | None = None
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    contracts: tuple[Contract, ...]
    hosts: tuple[Host, ...]
    milestones: tuple[Milestone, ...]
    policies: tuple[StepPolicy, ...]
    services: tuple[Service, ...]
    assets: tuple[DataAsset, ...]
    out_of_perimeter: tuple[OutOfPerimeter, ...]
    hds_certificates: tuple[HdsCertificate, ...] = ()
    risks: tuple[Risk, ...] = ()
    costs: tuple[Cost, ...] = ()

    @model_serializer(mode="wrap")
    def _as_first_adopted(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what came after the first plans were adopted, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "hds_certificates", "risks", "costs")

    def milestone(self, name: str) -> Milestone:
        """Return a milestone by id; ``KeyError`` if the plan has none (rules refuse that)."""
        return _by_id(self.milestones, name)

    def service(self, name: str) -> Service:
        """Return a service by id; ``KeyError`` if none."""
        return _by_id(self.services, name)

    def asset(self, name: str) -> DataAsset:
        """Return an asset by id; ``KeyError`` if none."""
        return _by_id(self.assets, name)

    def person(self, name: str) -> Person:
        """Return a person by id; ``KeyError`` if none."""
        return _by_id(self.people, name)

    def contract(self, name: str) -> Contract:
        """Return a contract by id; ``KeyError`` if none."""
        return _by_id(self.contracts, name)

    def organisation(self, name: str) -> Organisation:
        """Return an organisation by id; ``KeyError`` if none."""
        return _by_id(self.organisations, name)

    def policy(self, verb: Verb) -> StepPolicy:
        """Return the policy of a verb; ``KeyError`` if the plan has none."""
        for policy in self.policies:
            if policy.verb is verb:
                return policy
        raise KeyError(verb)

    def copies(self) -> Iterator[tuple[DataAsset, Copy]]:
        """Iterate over every copy with its asset, in plan order."""
        for asset in self.assets:
            for copy in asset.copies:
                yield asset, copy

    def subjects(self) -> Iterator[str]:
        """Iterate over every subject in plan order: services, assets, copies."""
        for service in self.services:
            yield service_subject(service.id)
        for asset in self.assets:
            yield asset_subject(asset.id)
            for copy in asset.copies:
                yield copy_subject(asset.id, copy.id)


def _by_id(items: tuple[Named, ...], name: str) -> Named:
    for item in items:
        if item.id == name:
            return item
    raise KeyError(name)
