"""The command `samensturen` as an administrator types it: in a process of its own, from another folder."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from app import cli
from tests import processes
from tests.databases import SECRET_KEY
from tests.server import ROOT

DOCUMENT = """\
Zaaknummer / Documentnummer: Z.1 / D.2
Datum document: 3 maart 2025
Onderwerp: Fietsenstalling bij het gemeentehuis
Besluit: Akkoord
Datum besluit: 10 maart 2025
Advies:
1. Instemmen met een fietsenstalling.
"""


class Command:
    """`samensturen` with settings of its own, run in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "gegevens" / "samensturen.sqlite"

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        settings = {"DATABASE_URL": f"sqlite:///{self.database}", "SECRET_KEY": SECRET_KEY}
        return kept | settings | {"PYTHONPATH": str(ROOT)} | changes

    def __call__(self, *words: str, typed: str = "", **settings: str) -> processes.Ended:
        return processes.run(words, self.environment(**settings), self.folder, typed)


@pytest.fixture
def samensturen(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo municipality, made by the command."""
    samensturen = Command(tmp_path_factory.mktemp("demo"))
    assert samensturen("demo").returncode == 0
    return samensturen.database


@pytest.fixture
def in_the_demo(samensturen: Command, demo: Path) -> Command:
    """The command in an empty folder, on a copy of the demo municipality."""
    samensturen.database.parent.mkdir()
    shutil.copy(demo, samensturen.database)
    return samensturen


def test_help_names_every_command(samensturen: Command) -> None:
    shown = samensturen("--help").stdout
    commands = ("serve", "migrate", "demo", "create-user", "import", "export", "generate", "sweep-files")
    for command in (*commands, "verify-journal", "worker"):
        assert command in shown
        assert CliRunner().invoke(cli.samensturen, [command, "--help"]).exit_code == 0


def test_an_account_is_made_once(samensturen: Command) -> None:
    typed = "Sanne@voorbeeld.example\nSanne\nlang-genoeg-wachtwoord\nlang-genoeg-wachtwoord\n"
    assert samensturen("create-user", "--administrator", typed=typed).returncode == 0
    again = samensturen("create-user", typed=typed)
    assert again.returncode == 1
    assert "al iemand met dit e-mailadres" in again.stderr
    assert samensturen("verify-journal").stdout == "Het logboek klopt: 2 regels.\n"


def test_a_journal_that_was_changed_is_found_by_its_first_wrong_row(samensturen: Command) -> None:
    typed = "Sanne@voorbeeld.example\nSanne\nlang-genoeg-wachtwoord\nlang-genoeg-wachtwoord\n"
    samensturen("create-user", typed=typed)
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sqlite3; c = sqlite3.connect({str(samensturen.database)!r}); "
            "c.execute(\"UPDATE journal_entries SET actor = 'person:9' WHERE position = 2\"); c.commit()",
        ],
        check=True,
    )
    checked = samensturen("verify-journal")
    assert checked.returncode == 1
    assert "person 1, row 2" in checked.stderr


def test_import_as_json_needs_neither_database_nor_settings(samensturen: Command) -> None:
    file = samensturen.folder / "besluit.md"
    file.write_text(DOCUMENT)
    shown = samensturen(
        "import",
        "--json",
        "besluit.md",
        DATABASE_URL="postgresql://localhost:1/nergens",
        SAMENSTUREN_ENV="production",
        SECRET_KEY="",
    )
    assert json.loads(shown.stdout)["documentnummer"] == "D.2"
    assert not samensturen.database.exists()


def test_where_there_are_no_units_a_document_has_no_place(samensturen: Command) -> None:
    (samensturen.folder / "besluit.md").write_text(DOCUMENT)
    nowhere = samensturen("import", "besluit.md")
    assert nowhere.returncode == 1
    assert "welke kring" in nowhere.stderr


def test_a_document_comes_into_the_register_once(in_the_demo: Command) -> None:
    samensturen = in_the_demo
    (samensturen.folder / "besluit.md").write_text(DOCUMENT)
    first, again = samensturen("import", "besluit.md"), samensturen("import", "besluit.md", "--unit", "col")
    assert first.stdout.startswith("Overgenomen als COL-")
    assert again.stdout.startswith("Staat al in het register: COL-")
    unknown = samensturen("import", "besluit.md", "--unit", "XYZ")
    assert (unknown.returncode, unknown.stdout) == (1, "")


def test_a_decision_goes_out_and_comes_in_again_the_same(in_the_demo: Command) -> None:
    samensturen = in_the_demo
    (samensturen.folder / "besluit.md").write_text(DOCUMENT)
    number = samensturen("import", "besluit.md").stdout.split()[-1].rstrip(".")
    first = samensturen("import", "--json", "besluit.md").stdout
    for kind, name in (("docx", number), ("pdf", "D.2"), ("json", number.lower())):
        made = samensturen("export", name, "--format", kind, "--output", f"uit.{kind}")
        assert made.stdout == f"{number} staat in uit.{kind}.\n"
    assert json.loads(samensturen("import", "--json", "uit.docx").stdout) == json.loads(first)
    missing = samensturen("export", "D.404", "--format", "pdf", "--output", "niet.pdf")
    assert (missing.returncode, "D.404" in missing.stderr) == (1, True)
    assert not (samensturen.folder / "niet.pdf").exists()


def test_the_demo_municipality_comes_only_into_an_empty_database(in_the_demo: Command) -> None:
    again = in_the_demo("demo")
    assert again.returncode == 1
    assert "in een lege" in again.stderr
    assert in_the_demo("verify-journal").returncode == 0


def test_a_generated_municipality_comes_only_into_an_empty_database(samensturen: Command) -> None:
    assert "20 besluiten" in samensturen("generate", "--decisions", "20", "--seed", "7").stdout
    again = samensturen("generate", "--decisions", "20")
    assert again.returncode == 1
    assert "in een lege" in again.stderr
    assert samensturen("verify-journal").returncode == 0


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "leeg"), (b"%PDF-1.7", "pdf"), (b"zomaar wat tekst", "geen besluitdocument")]
)
def test_a_file_that_is_no_decision_document_gets_one_clear_line(
    samensturen: Command, content: bytes, told: str
) -> None:
    (samensturen.folder / "vreemd").write_bytes(content)
    refused = samensturen("import", "--json", "vreemd")
    assert refused.returncode == 1
    assert told in refused.stderr
    assert refused.stdout == ""


def test_unsafe_settings_stop_the_start_by_name(samensturen: Command) -> None:
    refused = samensturen(
        "serve",
        SAMENSTUREN_ENV="production",
        SECRET_KEY="kort",
        DEMO_SIGN_IN="1",
        SECURE_COOKIES="0",
        PUBLIC_URL="http://voorbeeld.example",
        PORT=str(_free_port()),
    )
    assert refused.returncode == 1
    for name in ("SECRET_KEY", "DEMO_SIGN_IN", "SECURE_COOKIES", "PUBLIC_URL"):
        assert name in refused.stderr
    assert not samensturen.database.exists()


def test_a_port_in_use_and_a_database_out_of_reach_are_said_plainly(samensturen: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = samensturen("serve", PORT=str(other.getsockname()[1]))
    unreachable = samensturen("migrate", DATABASE_URL="postgresql://localhost:1/nergens")
    nowhere = samensturen("serve", HOST="192.0.2.1")
    assert "al in gebruik" in taken.stderr
    assert "database is niet te gebruiken" in unreachable.stderr
    assert "HOST=192.0.2.1" in nowhere.stderr
    for refused in (taken, unreachable, nowhere):
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_serving_says_where_and_how_to_sign_in_and_stops_when_asked(samensturen: Command, asked: int) -> None:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=samensturen.folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=samensturen.environment(PORT=str(port), PYTHONUNBUFFERED="1"),
    )
    assert server.stdout is not None
    try:
        shown = "".join(server.stdout.readline() for _ in range(3))
        assert f"http://127.0.0.1:{port}" in shown
        assert "create-user" in shown
        _wait_until_it_answers(port)
    finally:
        server.send_signal(asked)
        _, complaints = server.communicate(timeout=15)
    assert complaints == ""
    assert server.returncode == (0 if asked == signal.SIGINT else -signal.SIGTERM)


def _wait_until_it_answers(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert connection.recv(12)


def test_the_worker_lives_and_dies_with_the_server(samensturen: Command) -> None:
    """One that is killed is started again; and when the server is killed itself, the worker goes too."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=samensturen.folder,
        env=samensturen.environment(PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        first = _wait_for(lambda: _worker_of(server.pid))
        first.kill()
        second = _wait_for(lambda: (found := _worker_of(server.pid)) and found.pid != first.pid and found)
    finally:
        server.kill()
        server.wait(15)
    second.wait(20)


def _worker_of(pid: int) -> psutil.Process | None:
    return next((one for one in psutil.Process(pid).children() if _is_worker(one)), None)


def _is_worker(process: psutil.Process) -> bool:
    """Whether it is a worker that lives; one may die while it is looked at."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "worker" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def _wait_for(find: Callable[[], Any]) -> Any:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        if found := find():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
