"""A throw-away PostgreSQL server for the tests, from the binaries of this machine."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first, or None."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]), reverse=True)
    if found:
        return Path(found[0])
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def running_server(binaries: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server on loopback in a folder of its own. Gives its address up to and including the port.

    What it commits survives a power cut only when it is `durable`; tests need not wait for that.
    PostgreSQL refuses to run as root: there it runs as the user that Debian's package made for it.
    """
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="samensturen-postgresql-"))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port = _free_port()
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        subprocess.run(
            [binaries / "initdb", "-D", folder / "data", "-U", "test", "--auth=trust", "-E", "UTF8", "--no-sync"],
            check=True,
            user=user,
            capture_output=True,
            env=environment,
            cwd=folder,
        )
        settings = ["max_connections=200"]
        if not durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
            + [part for setting in settings for part in ("-c", setting)],
            user=user,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            env=environment,
            cwd=folder,
        )
        try:
            address = f"postgresql://test@127.0.0.1:{port}"
            _wait_until_up(address, server, folder)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(address: str, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        try:
            psycopg.connect(f"{address}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not come up in 15 seconds")
