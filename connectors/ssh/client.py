"""One SSH connection to one host, whose key is pinned and which sees one key of ours."""

import base64
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import paramiko
from paramiko.pkey import UnknownKeyType

from releve.errors import ConnectorError, ConnectorUnavailable

CONNECT_SECONDS = 15.0
KEEPALIVE_SECONDS = 15
_OTHERS = 0o077
# The first is the fastest that paramiko has; CBC and 3DES are left out.
_CIPHERS = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes256-ctr", "aes128-ctr")


@dataclass(frozen=True, slots=True, kw_only=True)
class SshTarget:
    """Where a host answers, and what each side proves to the other.

    ``host_key`` is an OpenSSH public key line (``ssh-ed25519 AAAA…``), the only one accepted.
    ``client_key_file`` is a private key without passphrase, closed to group and others.
    """

    address: str
    port: int
    user: str
    host_key: str
    client_key_file: Path


def open_client(target: SshTarget) -> paramiko.SSHClient:
    """Connect and log in; the caller closes (it is a context manager).

    No agent, no default keys, no ``known_hosts`` file: the target says it all.

    Raises:
        ConnectorError: ``host_key_refused`` (another key than the pinned one),
            ``host_refuses_key`` (the host is the right one and will not let us in),
            ``host_key_unreadable``, ``client_key_missing``, ``client_key_not_private``,
            ``client_key_unreadable``.
        ConnectorUnavailable: ``host_unreachable``.

    """
    pinned, ours = host_key(target), client_key(target)
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    name = target.address if target.port == paramiko.config.SSH_PORT else _bracketed(target)
    client.get_host_keys().add(name, pinned.get_name(), pinned)
    try:
        client.connect(
            target.address,
            target.port,
            target.user,
            pkey=ours,
            allow_agent=False,
            look_for_keys=False,
            timeout=CONNECT_SECONDS,
            banner_timeout=CONNECT_SECONDS,
            auth_timeout=CONNECT_SECONDS,
            channel_timeout=CONNECT_SECONDS,
            transport_factory=_transport,  # type: ignore[arg-type]  # the stubs are of paramiko 3
        )
    except (paramiko.SSHException, OSError, EOFError) as error:
        client.close()
        raise _refusal(target, pinned, ours, error) from None
    transport = client.get_transport()
    if transport is not None:
        transport.set_keepalive(KEEPALIVE_SECONDS)
    return client


def host_key(target: SshTarget) -> paramiko.PKey:
    """Return the pinned key; ``ConnectorError`` ``host_key_unreadable``."""
    try:
        kind, encoded = target.host_key.split()[:2]
        return paramiko.PKey.from_type_string(kind, base64.b64decode(encoded, validate=True))
    except (ValueError, paramiko.SSHException, UnknownKeyType):
        raise ConnectorError("host_key_unreadable", address=target.address) from None


def client_key(target: SshTarget) -> paramiko.PKey:
    """Return our private key; ``ConnectorError`` as :func:`open_client` says."""
    path = target.client_key_file
    try:
        if path.stat().st_mode & _OTHERS:
            raise ConnectorError("client_key_not_private", path=str(path))
        return paramiko.PKey.from_path(path)
    except FileNotFoundError:
        raise ConnectorError("client_key_missing", path=str(path)) from None
    except (OSError, ValueError, TypeError, paramiko.SSHException, UnknownKeyType):
        raise ConnectorError("client_key_unreadable", path=str(path)) from None


def lost(client: paramiko.SSHClient, error: Exception) -> bool:
    """Tell whether ``error`` is the connection's end rather than an answer of the host."""
    if isinstance(error, TimeoutError | EOFError | paramiko.SSHException):
        return True
    transport = client.get_transport()
    return transport is None or not transport.is_active() or "closed" in str(error).lower()


def _bracketed(target: SshTarget) -> str:
    return f"[{target.address}]:{target.port}"


def _transport(
    sock: socket.socket, *, disabled_algorithms: Mapping[str, Sequence[str]] | None
) -> paramiko.Transport:
    transport = paramiko.Transport(sock, disabled_algorithms=disabled_algorithms)
    transport.get_security_options().ciphers = _CIPHERS
    return transport


def _refusal(
    target: SshTarget, pinned: paramiko.PKey, ours: paramiko.PKey, error: Exception
) -> Exception:
    where: dict[str, str | int] = {"address": target.address, "port": target.port}
    match error:
        case paramiko.BadHostKeyException():
            expected, found = pinned.fingerprint, error.key.fingerprint
            return ConnectorError("host_key_refused", **where, expected=expected, found=found)
        case paramiko.AuthenticationException():
            return ConnectorError(
                "host_refuses_key", **where, user=target.user, key=ours.fingerprint
            )
        case _:
            return ConnectorUnavailable("host_unreachable", **where, reason=type(error).__name__)
