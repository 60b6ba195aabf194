"""Units of a host of the exercise, stopped and restarted through its own systemctl."""

import pytest

from connectors.ssh import SystemdSwitch
from deployments.rehearsal.systemctl_host import ServiceSpec, boot, cut_power, install
from releve.errors import ConnectorError
from releve.ports import ServiceSwitch
from tests.fakes.ssh_hosts import exercise_host, scattered_port, target

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.xdist_group("ssh_switch")]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with exercise_host(tmp_path_factory.mktemp("hote")) as running:
        yield running


@pytest.fixture(scope="module")
def services(host):
    specs = [
        (ServiceSpec(id="portail", host=host.id), scattered_port()),
        (ServiceSpec(id="voisin", host=host.id, port=None), None),
    ]
    installed = {service.id: service for service in install(host, specs)}
    try:
        boot(host, list(installed.values()))
        yield installed
    finally:
        cut_power(list(installed.values()))


def refused(act, unit):
    with pytest.raises(ConnectorError) as caught:
        act(unit)
    return caught.value


def shim(host, name, script):
    """Put another command in the place of one of the host's; give what puts it back."""
    path = host.folder / "bin" / name
    kept = path.read_text()
    path.write_text(f"#!/bin/sh\n{script}\n")
    return lambda: path.write_text(kept)


def test_a_unit_is_stopped_for_good_and_started_again(host, services):
    switch, portail = SystemdSwitch(target(host)), services["portail"]
    assert isinstance(switch, ServiceSwitch)
    assert (switch.state(portail.unit), portail.is_up()) == ("active", True)
    for _ in range(2):
        switch.stop(portail.unit)
        assert (portail.is_up(), portail.enabled) == (False, False)
    assert switch.state(portail.unit) == "inactive"
    for _ in range(2):
        switch.start(portail.unit)
        assert (portail.is_up(), portail.enabled) == (True, True)
    assert switch.state(portail.unit) == "active"
    assert services["voisin"].pid is not None


@pytest.mark.usefixtures("services")
def test_a_unit_that_does_not_exist_is_not_a_stopped_one(host):
    switch = SystemdSwitch(target(host))
    for act in (switch.state, switch.stop, switch.start):
        assert refused(act, "inconnu.service").code == "unit_unknown"


@pytest.mark.parametrize(
    "unit",
    [
        "portail",
        "portail.service; true",
        "a b.service",
        "--now.service",
        "a.socket",
        "../x.service",
    ],
)
def test_a_name_that_is_not_of_a_service_never_reaches_the_host(host, unit):
    switch = SystemdSwitch(target(host))
    for act in (switch.state, switch.stop, switch.start):
        assert refused(act, unit).code == "unit_name_refused"


def test_a_return_code_of_zero_does_not_stop_anything(host, services):
    put_back = shim(host, "sudo", "exit 0")
    try:
        error = refused(SystemdSwitch(target(host)).stop, services["voisin"].unit)
    finally:
        put_back()
    assert (error.code, error.facts["return_code"]) == ("unit_still_active", 0)
    assert services["voisin"].pid is not None


def test_a_command_refused_is_seen_though_the_state_is_as_wanted(host, services):
    switch, voisin = SystemdSwitch(target(host)), services["voisin"]
    switch.stop(voisin.unit)
    put_back = shim(host, "sudo", "exit 1")
    try:
        error = refused(switch.stop, voisin.unit)
        assert (error.code, error.facts["verb"]) == ("unit_command_failed", "stop")
        assert refused(switch.start, voisin.unit).code == "unit_not_active"
    finally:
        put_back()
        switch.start(voisin.unit)


def test_a_command_that_does_not_end_is_not_waited_for(host, services):
    put_back = shim(host, "sudo", "exec sleep 8")
    try:
        error = refused(SystemdSwitch(target(host), seconds=2).stop, services["voisin"].unit)
    finally:
        put_back()
    assert (error.code, error.facts["return_code"]) == ("unit_still_active", None)


@pytest.mark.parametrize("shown", ["", "ActiveState=inactive", "LoadState=loaded\nActiveState=odd"])
def test_a_host_that_does_not_say_leaves_it_undetermined(host, services, shown):
    put_back = shim(host, "systemctl", f"printf '{shown}\\n'")
    try:
        assert SystemdSwitch(target(host)).state(services["voisin"].unit) == "undetermined"
    finally:
        put_back()
