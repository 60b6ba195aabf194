"""An exercise touches only what it made: every endpoint must show the exercise's own token."""

from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy import make_url

from flows.workspace import (
    Endpoint,
    Endpoints,
    FhirEndpoint,
    FolderEndpoint,
    HttpEndpoint,
    SqlEndpoint,
    SshEndpoint,
    StagingEndpoint,
)
from releve.errors import StepRefused

MARKER = ".releve-exercise"


class TokenReader(Protocol):
    """Reads the token an exercise left in a database."""

    def exercise_token(self, endpoint: str) -> str | None:
        """Return the token, or ``None`` where there is none."""


def check_marker(endpoints: Endpoints, folder: Path, databases: TokenReader) -> None:
    """Refuse endpoints that the exercise did not make.

    Databases and folders must hold the token; hosts, URLs and what we load into must be on this
    machine's loopback.
    Raises ``StepRefused`` ``endpoint_not_of_the_exercise`` naming the endpoint.
    """
    if endpoints.token_file is None:
        raise StepRefused("endpoint_not_of_the_exercise", endpoint="token_file")
    token = (folder / endpoints.token_file).read_text(encoding="utf-8").strip()
    for name, one in endpoints.endpoints.items():
        if not _made_here(name, one, folder, token, databases):
            raise StepRefused("endpoint_not_of_the_exercise", endpoint=name)


def check_loopback(name: str, url: str) -> None:
    """Refuse a service outside this machine: an exercise asks nothing of the outside world.

    Raises ``StepRefused`` ``endpoint_not_of_the_exercise`` naming it.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    if not _loopback(host):
        raise StepRefused("endpoint_not_of_the_exercise", endpoint=name)


def _made_here(name: str, one: Endpoint, folder: Path, token: str, databases: TokenReader) -> bool:
    match one:
        case SqlEndpoint():
            return databases.exercise_token(name) == token
        case FolderEndpoint():
            return _marked(folder / one.folder, token)
        case HttpEndpoint():
            return _loopback(urlsplit(one.url).hostname or "")
        case FhirEndpoint():
            asked = [one.url, *([one.credentials.token_url] if one.credentials else [])]
            return all(_loopback(urlsplit(url).hostname or "") for url in asked)
        case StagingEndpoint():
            return _of_this_machine(one.url)
        case SshEndpoint():
            return _loopback(one.address)


def _of_this_machine(url: str) -> bool:
    """Tell whether a database answers on the loopback or on a socket; libpq prefers the query."""
    address = make_url(url)
    named = address.query.get("host", address.host or "/")
    hosts = (named,) if isinstance(named, str) else named
    return all(host.startswith("/") or _loopback(host) for host in hosts)


def _marked(folder: Path, token: str) -> bool:
    marker = folder / MARKER
    return marker.is_file() and marker.read_text(encoding="utf-8").strip() == token


def _loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
