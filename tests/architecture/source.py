"""The source of the application as trees, to see that it keeps to the house's own rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One file of Python."""

    path: Path

    @property
    def name(self) -> str:
        """Where it is, seen from the root of the project."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """What it says, taken apart."""
        return ast.parse(self.text, self.name)

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Every call of a function or method with one of these names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                function = node.func
                called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
                if called in names:
                    yield node

    def imports(self) -> Iterator[str]:
        """Every module that it imports from."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (one.name for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    def assignments(self) -> Iterator[ast.expr]:
        """Every target that something is assigned to, taken apart to single names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.For):
                targets = [node.target]
            else:
                continue
            for target in targets:
                yield from (one for one in ast.walk(target) if isinstance(one, ast.Name | ast.Attribute))


def sources(*folders: str) -> list[Source]:
    """Every file of Python in these folders."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [Source(path) for path in paths if "__pycache__" not in path.parts]


APP = sources("app")
"""The application itself."""
EVERYTHING = [*APP, *sources("tests", "tools", "bench", "migrations"), Source(ROOT / "config.py")]
