"""What the proxy asks of its sockets beyond reading and writing. Linux's, where it matters."""

import fcntl
import socket
import struct
import termios
import time

ETHERNET_SEGMENT_BYTES = 1460
WINDOW_BYTES = 64 * 1024
ARRIVAL_SECS = 5
"""How long a client may leave unread what was sent to it."""


def reset_at_close(connection: socket.socket) -> None:
    """Have `connection` end with a RST instead of a FIN (socket(7), SO_LINGER)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def wait_until_arrived(connection: socket.socket) -> None:
    """Wait until the other side's kernel has all that was sent, which a reset would take back.

    For a while: a client that does not read never gets it (tcp(7), SIOCOUTQ).
    """
    give_up = time.monotonic() + ARRIVAL_SECS
    while time.monotonic() < give_up:
        answer = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
        if struct.unpack("i", answer) == (0,):
            return
        time.sleep(0.005)


def narrow(listening: socket.socket) -> None:
    """Let little be under way to whoever is accepted from now on, as on a link to far away.

    On loopback, with its segments of 64 KiB, a sender's socket takes half a part at once, and all
    seems sent when nothing was read yet.
    """
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, ETHERNET_SEGMENT_BYTES)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW_BYTES)
