"""The server processes: one listening socket, and uvicorn on uvloop behind it."""

import errno
import gc
import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

BACKLOG = 2048
DROP_SILENT_READER_AFTER = 30_000
"""Milliseconds after which a connection whose other side confirms nothing is given up."""
MOST_UNSENT = 32 * 1024
"""Bytes that the kernel keeps for a slow reader before it makes us wait: what waits with us can still be replaced."""
OBJECTS_BEFORE_COLLECTING = 20_000
"""What six or seven answers leave behind: about 3,000 each."""
FINISH_WITHIN = 10
"""Seconds that answers in the making get when the server is stopped."""


class AddressTaken(Exception):
    """Another program listens there already."""


class AddressNotOurs(Exception):
    """The address does not exist on this machine, or may not be used."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `AddressTaken` or `AddressNotOurs`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Connections inherit these; only Linux has both.
    for option, value in (("TCP_USER_TIMEOUT", DROP_SILENT_READER_AFTER), ("TCP_NOTSENT_LOWAT", MOST_UNSENT)):
        if hasattr(socket, option):
            listening.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise (AddressTaken if error.errno == errno.EADDRINUSE else AddressNotOurs)(str(error)) from error
    listening.set_inheritable(True)
    return listening


def keep_for_good() -> None:
    """Tell the garbage collector that what was loaded at the start stays, and to look less often at what comes after.

    Going through all of it holds every thread up, in the midst of a round (docs/adr/0010-how-it-is-served.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)


def serve(factory: str, listening: socket.socket, processes: int) -> None:
    """Serve until a signal says stop. `factory` is "module:function" that makes the ASGI application."""
    settings = uvicorn.Config(
        factory,
        factory=True,
        loop="uvloop",
        http="app.core.serving.connection:LendingProtocol",
        ws="none",
        lifespan="on",
        workers=processes,
        backlog=BACKLOG,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=["127.0.0.1", "::1"],
        timeout_graceful_shutdown=FINISH_WITHIN,
    )
    if processes > 1:
        Multiprocess(settings, sockets=[listening]).run()
    else:
        uvicorn.Server(settings).run(sockets=[listening])
