"""The rules of the house that can be seen in its source: one commit, one way to change a state, no Flask below."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import APP, EVERYTHING, ROOT, Source

LONGEST_FILE = 300
FLASK = re.compile(r"(flask|werkzeug|wtforms|jinja2)")
WITHOUT_FLASK = re.compile(r"/(states|rules|\w+_machine|models|service|queries)(\.py|/)")
"""What must work without a request: in a command, in a worker, in a test."""

each_source = pytest.mark.parametrize("source", APP, ids=lambda source: source.name)


def test_only_one_place_commits() -> None:
    commits = [(source.name, call.lineno) for source in APP for call in source.calls("commit")]
    elsewhere = [place for place in commits if place[0] not in ("app/core/transaction.py", "app/core/database.py")]
    assert elsewhere == []
    assert [name for name, _ in commits].count("app/core/transaction.py") == 1


@each_source
def test_a_state_changes_only_through_its_machine(source: Source) -> None:
    """Nobody assigns to `.state`, or sets it by name; a model's default is not an assignment to an attribute.

    The one assignment there is, is that of the stand on which a machine finds its subject.
    """
    assigned = [one.lineno for one in source.assignments() if isinstance(one, ast.Attribute) and one.attr == "state"]
    named = [
        call.lineno
        for call in source.calls("setattr", "values")
        if any(isinstance(one, ast.Constant) and one.value == "state" for one in call.args)
        or any(keyword.arg == "state" for keyword in call.keywords)
    ]
    allowed = 1 if source.name == "app/core/machine.py" else 0
    assert (len(assigned), named) == (allowed, [])


@each_source
def test_no_flask_in_what_works_without_a_request(source: Source) -> None:
    if WITHOUT_FLASK.search(source.name):
        assert [module for module in source.imports() if FLASK.match(module)] == []


@each_source
def test_a_file_is_no_longer_than_can_be_read_at_once(source: Source) -> None:
    assert len(source.text.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("source", EVERYTHING, ids=lambda source: source.name)
def test_nothing_was_left_to_do(source: Source) -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "breakpoint" + "(")
    assert [word for word in words if word in source.text] == []


def test_the_floors_hold() -> None:
    """The contracts stand in pyproject.toml, [tool.importlinter]."""
    lint_imports = Path(sys.executable).parent / "lint-imports"
    outcome = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout
