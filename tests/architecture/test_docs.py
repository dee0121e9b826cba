"""The drawings of the charts are those of the code."""

from pathlib import Path

import pytest

from tools import docs


def test_the_drawings_are_fresh() -> None:
    assert docs.stale() == [], "run `make docs`"


def test_a_stale_drawing_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path)
    assert docs.main(["--check"]) is not None
    assert docs.main([]) is None
    assert docs.main(["--check"]) is None
    (tmp_path / "round.md").write_text("# Round\n\nSomething else.\n")
    assert "round.md" in str(docs.main(["--check"]))
