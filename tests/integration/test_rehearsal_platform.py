"""The exercise platform as a whole: real SSH, real processes, states that survive a power cut."""

import json
import time
import urllib.request
from base64 import b64decode
from contextlib import contextmanager

import paramiko
import psutil
import pytest

from deployments.rehearsal.bystander import SERVICE_ID
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.ports import answers
from deployments.rehearsal.predice import Platform
from deployments.rehearsal.systemctl_host import ServiceSpec

pytestmark = [pytest.mark.integration, pytest.mark.slow]
SERVICES = (
    ServiceSpec(id="vigilans", host="regional"),
    ServiceSpec(id="visio-simple", host="regional"),
    ServiceSpec(id="nutri-age", host="regional", running=False),
    ServiceSpec(id="dac-littoral", host="littoral"),
    ServiceSpec(id="lot-nuit", host="littoral", port=None),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("plate forme")


@pytest.fixture(scope="module")
def platform(root):
    opened = reopen(root)
    yield opened
    opened.discard()
    mine = [p for p in psutil.process_iter() if str(root) in " ".join(cmdline(p))]
    assert mine == []


def cmdline(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def reopen(root):
    return Platform.open(root, seed=3, services=SERVICES, pathways=30)


@contextmanager
def ssh(host, *, key_line=None):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    kind, blob = (key_line or host.host_key_line).split()
    key = paramiko.Ed25519Key(data=b64decode(blob))
    client.get_host_keys().add(f"[{host.address}]:{host.port}", kind, key)
    client.connect(
        host.address, port=host.port, username=host.user, key_filename=str(host.client_key_path),
        allow_agent=False, look_for_keys=False, timeout=10,
    )  # fmt: skip
    with client:
        yield client


def run(client, command):
    _, out, err = client.exec_command(command, timeout=30)
    said = out.read().decode(), err.read().decode()
    return out.channel.recv_exit_status(), *said


def test_services_answer_their_own_name_and_an_already_stopped_one_does_not(platform):
    facts = platform.facts()
    assert facts.services == {
        "vigilans": True, "visio-simple": True, "nutri-age": False, "dac-littoral": True,
        "lot-nuit": True, SERVICE_ID: True,
    }  # fmt: skip
    assert facts.tables == platform.counts.rows
    assert facts.files["backups"] == 13
    assert facts.files["store/dac-somme"] == 6
    with urllib.request.urlopen(platform.services["vigilans"].url) as answer:  # noqa: S310
        assert answer.read() == b"vigilans\n"


def test_every_endpoint_carries_the_token_of_the_exercise(platform):
    described = json.loads((platform.root / "endpoints.json").read_text())
    for name, database in described["databases"].items():
        assert ":" not in database["url"].split("//")[1].split("@")[0], "no password in the file"
        with platform.cluster.connect(name) as connection:
            found = connection.execute("SELECT token FROM releve_exercise").fetchall()
        assert found == [(platform.token,)]
    marked = [platform.root / "store", platform.root / "backups"]
    marked += [host.files for host in platform.hosts.values()]
    assert {(folder / ".releve-exercise").read_text() for folder in marked} == {platform.token}


def test_a_client_that_pins_another_key_refuses_the_host(platform):
    other = platform.hosts["littoral"].host_key_line
    with pytest.raises(paramiko.BadHostKeyException):
        ssh(platform.hosts["regional"], key_line=other).__enter__()


def test_a_host_refuses_the_key_of_a_stranger(platform):
    host, stranger = platform.hosts["regional"], platform.hosts["littoral"].folder / "host_key"
    transport = paramiko.Transport((host.address, host.port))
    with pytest.raises(paramiko.AuthenticationException):
        transport.connect(username=host.user, pkey=paramiko.Ed25519Key(filename=str(stranger)))
    transport.close()


def test_commands_give_their_codes_and_streams(platform):
    with ssh(platform.hosts["regional"]) as client:
        assert run(client, "echo sorti; echo erreur >&2; exit 7") == (7, "sorti\n", "erreur\n")
        assert run(client, "cat .releve-exercise") == (0, platform.token, "")
        code, out, _ = run(client, "head -c 3000000 /dev/zero | tr '\\0' x")
        assert (code, len(out)) == (0, 3_000_000)
        assert run(client, "kill -9 $$")[0] == -1


def test_deliveries_land_in_the_drop_of_the_successor_and_stay_inside(platform):
    with ssh(platform.hosts["successeur"]) as client, client.open_sftp() as sftp:
        with sftp.open("/depot/lot.part", "w") as file:
            file.write(b"colis")
        sftp.posix_rename("/depot/lot.part", "/depot/lot.bin")
        assert sftp.stat("/depot/lot.bin").st_size == 5
        with pytest.raises(OSError, match=r"[Nn]o such file"):
            sftp.stat("/../host_key")
    assert (platform.depot / "lot.bin").read_bytes() == b"colis"
    (platform.depot / "lot.bin").unlink()


def test_what_was_stopped_stays_stopped_after_a_power_cut(platform, root):
    vigilans, visio = platform.services["vigilans"], platform.services["visio-simple"]
    with ssh(platform.hosts["regional"]) as client:
        assert run(client, "systemctl is-active vigilans.service")[:2] == (0, "active\n")
        began = time.monotonic()
        assert run(client, "sudo -n systemctl stop vigilans.service")[0] == 0
        assert run(client, "systemctl disable vigilans.service")[0] == 0
        assert time.monotonic() - began < 10
        assert run(client, "systemctl stop visio-simple.service")[0] == 0  # without disable
        assert run(client, "systemctl is-active vigilans.service")[:2] == (3, "inactive\n")
        shown = run(client, "systemctl show nutri-age.service -p ActiveState -p LoadState")[1]
        assert {"ActiveState=inactive", "LoadState=loaded"} <= set(shown.split())
    assert not answers(vigilans.port)
    assert platform.services[SERVICE_ID].is_up()
    platform.stop()
    assert not any(answers(s.port) for s in platform.services.values() if s.port)
    assert not any(answers(host.port) for host in platform.hosts.values())
    assert Platform.load(root).services == platform.services
    again = reopen(root)
    up = {name for name, is_up in again.facts().services.items() if is_up}
    assert up == {"dac-littoral", "lot-nuit", SERVICE_ID}
    assert not answers(vigilans.port)
    assert not answers(visio.port)
    assert [h.host_key_line for h in again.hosts.values()] == [
        h.host_key_line for h in platform.hosts.values()
    ]
    again.reboot("regional")  # a stop without disable does not outlive a reboot
    assert not vigilans.is_up()
    assert visio.is_up()
    assert again.services[SERVICE_ID].is_up()
    with ssh(again.hosts["regional"]) as client:  # rollback is possible too
        assert run(client, "systemctl start vigilans.service")[0] == 0
        assert run(client, "systemctl enable vigilans.service")[0] == 0
    assert again.services["vigilans"].is_up()


def test_what_was_destroyed_stays_destroyed_when_the_platform_is_opened_again(platform, root):
    with platform.cluster.connect("dac") as connection:
        connection.execute("DROP SCHEMA dac_somme CASCADE")
    (root / "backups" / "dac-somme.dump").unlink()
    facts = reopen(root).facts()
    assert not any(name.startswith("dac.dac_somme.") for name in facts.tables)
    assert facts.files["backups"] == 12
    assert facts.bystander_intact


@pytest.mark.usefixtures("platform")
def test_a_folder_of_another_seed_is_refused(root):
    with pytest.raises(RehearsalError, match="other_seed"):
        Platform.open(root, seed=4, services=SERVICES, pathways=30)


def test_an_empty_folder_holds_no_platform(tmp_path):
    with pytest.raises(RehearsalError, match="not_generated"):
        Platform.load(tmp_path)
    assert list(tmp_path.iterdir()) == []
