"""A network of our own: loopback and nothing else, so that not even a broken guard sends a packet off the machine."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys

CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS = 0x8913, 0x8914
IFF_UP = 1


def leave_the_network() -> bool:
    """Have this process, and all that it begins, see a loopback alone; whether the system allows that.

    Only a privileged user may without becoming another one. It is tried in a child first, for there is no way back.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    if (pid := os.fork()) == 0:
        os._exit(0 if _leave() and _works() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0 and _leave()


def _leave() -> bool:
    try:
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
            return False
        raise_loopback()
    except (OSError, AttributeError):
        return False
    return True


def raise_loopback() -> None:
    """Set ``lo`` up (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        request = struct.pack("16sh22x", b"lo", 0)
        (flags,) = struct.unpack_from("h", fcntl.ioctl(handle, SIOCGIFFLAGS, request), 16)
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))


def _works() -> bool:
    try:
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 2):
            return True
    except OSError:
        return False
