"""Services of a systemd host, stopped and restarted over SSH."""

import re
import time
from collections.abc import Mapping

import paramiko

from connectors.ssh.client import SshTarget, open_client
from releve.errors import ConnectorError

UNIT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9@._-]*\.service")
_COMMAND_SECONDS = 120.0
_OUTPUT_BYTES = 64 * 1024
_ACTIVE = {"active", "activating", "reloading", "refreshing"}
_INACTIVE = {"inactive", "failed"}


class SystemdSwitch:
    """Stops, starts and reads units of one host through ``sudo -n systemctl``.

    A return code is not an outcome: after each command the host is asked again, and both must
    agree. A command that outlasts ``seconds`` may still be running there.
    """

    def __init__(self, target: SshTarget, *, seconds: float = _COMMAND_SECONDS) -> None:
        self._target = target
        self._seconds = seconds

    def stop(self, unit: str) -> None:
        """Stop the unit and disable it at boot. Idempotent.

        Raises:
            ConnectorError: ``unit_name_refused``, ``unit_unknown``, ``unit_still_active``,
                ``unit_still_enabled``, ``unit_command_failed`` (the state is as wanted, a
                command said otherwise), ``host_connection_lost``; those of :func:`open_client`.

        """
        _checked(unit)
        with open_client(self._target) as client:
            codes = [self._systemctl(client, verb, unit) for verb in ("stop", "disable")]
            shown = self._show(client, unit)
            facts = {"unit": unit, "active_state": shown["ActiveState"]}
            if _state(shown) != "inactive":
                raise ConnectorError("unit_still_active", **facts, return_code=codes[0])
            if shown["UnitFileState"].startswith("enabled"):
                raise ConnectorError("unit_still_enabled", **facts, return_code=codes[1])
            self._agree(unit, ("stop", "disable"), codes)

    def start(self, unit: str) -> None:
        """Enable the unit at boot and start it. Idempotent.

        Raises:
            ConnectorError: as :meth:`stop`, with ``unit_not_active``, ``unit_not_enabled``.

        """
        _checked(unit)
        with open_client(self._target) as client:
            codes = [self._systemctl(client, verb, unit) for verb in ("enable", "start")]
            shown = self._show(client, unit)
            facts = {"unit": unit, "active_state": shown["ActiveState"]}
            if _state(shown) != "active":
                raise ConnectorError("unit_not_active", **facts, return_code=codes[1])
            if shown["UnitFileState"] != "enabled":
                raise ConnectorError("unit_not_enabled", **facts, return_code=codes[0])
            self._agree(unit, ("enable", "start"), codes)

    def state(self, unit: str) -> str:
        """Return ``active``, ``inactive`` or ``undetermined`` (between two states, or no answer).

        A unit about to be active is ``active``; one being stopped is ``undetermined``.

        Raises:
            ConnectorError: ``unit_name_refused``, ``unit_unknown``: an absent unit is never
                taken for a stopped one; those of :func:`open_client`.

        """
        _checked(unit)
        with open_client(self._target) as client:
            return _state(self._show(client, unit))

    def _systemctl(self, client: paramiko.SSHClient, verb: str, unit: str) -> int | None:
        return self._run(client, f"sudo -n systemctl {verb} {unit}")[0]

    def _show(self, client: paramiko.SSHClient, unit: str) -> Mapping[str, str]:
        command = f"systemctl show -p LoadState -p ActiveState -p UnitFileState {unit}"
        _, output = self._run(client, command)
        pairs = (line.partition("=") for line in output.decode("utf-8", "replace").splitlines())
        shown = {"LoadState": "", "ActiveState": "", "UnitFileState": ""}
        shown.update({key: value.strip() for key, _, value in pairs if key in shown})
        if shown["LoadState"] == "not-found":
            raise ConnectorError("unit_unknown", unit=unit, address=self._target.address)
        return shown

    def _run(self, client: paramiko.SSHClient, command: str) -> tuple[int | None, bytes]:
        """Return the code (``None`` when time ran out) and what was printed, cut at 64 KiB."""
        deadline = time.monotonic() + self._seconds
        output = bytearray()
        try:
            _, printed, _ = client.exec_command(command, timeout=self._seconds)
            channel = printed.channel
            while data := channel.recv(_OUTPUT_BYTES):
                output += data[: max(0, _OUTPUT_BYTES - len(output))]
                channel.settimeout(max(0.01, deadline - time.monotonic()))
            ended = channel.status_event.wait(max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            return None, bytes(output)
        except (paramiko.SSHException, OSError, EOFError) as error:
            facts = {"address": self._target.address, "reason": type(error).__name__}
            raise ConnectorError("host_connection_lost", **facts) from None
        return (channel.exit_status if ended else None), bytes(output)

    def _agree(self, unit: str, verbs: tuple[str, str], codes: list[int | None]) -> None:
        for verb, code in zip(verbs, codes, strict=True):
            if code != 0:
                raise ConnectorError("unit_command_failed", unit=unit, verb=verb, return_code=code)


def _checked(unit: str) -> None:
    if not UNIT.fullmatch(unit):
        raise ConnectorError("unit_name_refused", unit=unit)


def _state(shown: Mapping[str, str]) -> str:
    if shown["LoadState"] and shown["ActiveState"] in _ACTIVE:
        return "active"
    if shown["LoadState"] and shown["ActiveState"] in _INACTIVE:
        return "inactive"
    return "undetermined"
