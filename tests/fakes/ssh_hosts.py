"""Hosts for tests of what is reached over SSH: one of the exercise, and one like OpenSSH's."""

import asyncio
import json
import random
import threading
from contextlib import contextmanager

import asyncssh

from connectors.ssh import SshTarget
from deployments.rehearsal import hosts
from deployments.rehearsal.ports import free_port


def scattered_port():
    """Give a free port that another run of tests on this machine is unlikely to choose too."""
    return free_port(random.randrange(22_100, 31_000))


@contextmanager
def exercise_host(root):
    """Run one host of the exercise below ``root``; its services are the caller's to stop."""
    root.mkdir(exist_ok=True)
    (root / "ports.json").write_text(json.dumps({"ssh:hote": scattered_port()}))
    host = hosts.prepare(root, ["hote"], token="marque")["hote"]
    host.start()
    try:
        host.wait_ready()
        yield host
    finally:
        host.stop()


def target(host, **changed):
    facts = {
        "address": host.address,
        "port": host.port,
        "user": host.user,
        "host_key": host.host_key_line,
        "client_key_file": host.client_key_path,
    }
    return SshTarget(**(facts | changed))


@contextmanager
def home_host(root, *, also_trusts=False):
    """Serve SFTP of ``root/home``, reading its ``.ssh/authorized_keys`` at each login.

    With ``also_trusts`` it lets in any key, whatever that file says.
    """
    (home := root / "home").mkdir()
    (home / ".ssh").mkdir(mode=0o700)
    key, client = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    client_file = root / "client"
    client_file.touch(mode=0o600)
    client_file.write_bytes(client.export_private_key())
    authorized = home / ".ssh" / "authorized_keys"
    authorized.write_bytes(client.export_public_key())

    class Login(asyncssh.SSHServer):
        def public_key_auth_supported(self):
            return True

        def validate_public_key(self, _username, key):
            line = " ".join(key.export_public_key().decode().split()[:2])
            kept = authorized.read_text().splitlines() if authorized.exists() else []
            return also_trusts or any(line in each for each in kept if not each.startswith("#"))

    async def serve():
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Login,
            server_host_keys=[key],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(home).encode()),
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(serve(), loop).result(10)
        yield (
            SshTarget(
                address="127.0.0.1",
                port=server.get_port(),
                user="exploitant",
                host_key=" ".join(key.export_public_key().decode().split()[:2]),
                client_key_file=client_file,
            ),
            authorized,
        )
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(server.wait_closed(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
