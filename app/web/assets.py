"""Style sheet, script, icons and fonts: built by frontend/build.mjs and served under hashed names.

WhiteNoise sends them, with the .br or .gz that the build put beside them; Flask never sees these requests.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from app.web.headers import CONTENT_SECURITY_POLICY

DIST = Path(__file__).parent / "static" / "dist"
URL_PREFIX = "/static/"


class AssetsNotBuilt(Exception):
    """The front end has not been built, or has no file of this name. `npm run build` builds it."""


def init_assets(app: Flask) -> None:
    """Give the templates of `app` `asset()` and `integrity()`, and serve what they name."""
    app.jinja_env.globals.update(asset=asset, integrity=integrity)
    if DIST.is_dir():
        served = WhiteNoise(
            app.wsgi_app,
            root=DIST,
            prefix=URL_PREFIX,
            immutable_file_test=lambda _path, _url: True,
            add_headers_function=_add_headers,
            allow_all_origins=False,
        )
        app.wsgi_app = served  # type: ignore[method-assign]


def asset(name: str) -> str:
    """The address of a built file, such as "app.css". Raises `AssetsNotBuilt`."""
    return URL_PREFIX + str(_entry(name)["file"])


def integrity(name: str) -> str:
    """The hash with which a browser checks that file (SRI). Raises `AssetsNotBuilt`."""
    return str(_entry(name)["integrity"])


def _entry(name: str) -> dict[str, Any]:
    entries = _read(DIST / "manifest.json")
    if name not in entries:
        raise AssetsNotBuilt(f"the front end has no file '{name}'")
    return entries[name]


@cache
def _read(manifest: Path) -> dict[str, dict[str, Any]]:
    """What was built. Read once: what is served is fixed too when the server starts, and a page names 75 icons."""
    if not manifest.exists():
        raise AssetsNotBuilt("the front end has not been built: run `npm ci && npm run build`")
    entries: dict[str, dict[str, Any]] = json.loads(manifest.read_text())
    return entries


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
