"""The two real documents and the schema of the import, which lie beside the project and never inside it."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
SAMPLES = sorted(
    path
    for path in (Path(__file__).resolve().parents[2] / "app" / "records" / "samples").iterdir()
    if path.suffix in {".txt", ".md", ".html"}
)


def seed(number: int) -> Path:
    """The path of seed 1 or 2; the test is skipped where the seeds are not there, and fails in CI."""
    return _demanded(sorted((SHARED / "seeds").glob("*.txt"))[number - 1 : number])


def assert_fits_schema(document: dict[str, Any]) -> None:
    """Refuse a document that is not as import.schema.json has it."""
    schema = json.loads(_demanded([SHARED / "import.schema.json"]).read_text(encoding="utf-8"))
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())


def _demanded(paths: list[Path]) -> Path:
    if paths and paths[0].exists():
        return paths[0]
    reason = f"the real documents are not in {SHARED.name}/ beside the project"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
