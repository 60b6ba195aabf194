"""What is reached over SSH: a host's services, its drop folder, and our own access to it."""

from connectors.ssh.access import SshAccess
from connectors.ssh.client import SshTarget, open_client
from connectors.ssh.deposit import SftpDeposit
from connectors.ssh.switch import SystemdSwitch

__all__ = ["SftpDeposit", "SshAccess", "SshTarget", "SystemdSwitch", "open_client"]
