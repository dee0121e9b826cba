"""The built front end: what the templates name is there, unchanged, and stays in the browser for ever."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess

import pytest
from flask import Flask

import config
from app.web.assets import DIST, AssetsNotBuilt, asset, init_assets, integrity

NAMES_IN_TEMPLATES = (
    "app.css",
    "app.js",
    "icons.svg",
    "favicon.svg",
    "source-sans-3-latin-wght-normal.woff2",
    "third-party-notices.txt",
)
BRAND_COLORS = ("#00617f", "#ffd500", "#000000", "#ffffff", "#ff0000", "#00ff88", "#7a1f5c")
READABLE_PAIRS = (
    ("quiet text on the page", "--voorbeeld-kleuren-violet-50", "--voorbeeld-kleuren-violet-400"),
    ("links on a tinted ground", "--voorbeeld-kleuren-violet-200", "--voorbeeld-kleuren-violet-500"),
    ("consent in its mark", "--answer-consent-300", "--answer-consent-700"),
    ("concern in its mark", "--answer-concern-300", "--answer-concern-700"),
    ("objection in its mark", "--answer-objection-300", "--answer-objection-700"),
    ("concern in a badge", "--answer-concern-100", "--answer-concern-600"),
    ("objection in a badge", "--answer-objection-100", "--answer-objection-600"),
)


@pytest.fixture(scope="module")
def client():
    app = Flask(__name__, static_folder=None)
    init_assets(app)
    return app.test_client()


@pytest.mark.parametrize("name", NAMES_IN_TEMPLATES)
def test_what_the_templates_name_is_served_for_ever(client, name):
    response = client.get(asset(name))

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    digest = base64.b64encode(hashlib.sha384(response.data).digest()).decode()
    assert integrity(name) == f"sha384-{digest}"


@pytest.mark.parametrize("name", ["app.css", "app.js", "icons.svg"])
def test_text_is_sent_compressed_to_who_can_read_it(client, name):
    plain = client.get(asset(name))
    zipped = client.get(asset(name), headers={"Accept-Encoding": "gzip"})
    smallest = client.get(asset(name), headers={"Accept-Encoding": "gzip, br"})

    assert gzip.decompress(zipped.data) == plain.data
    assert smallest.headers["Content-Encoding"] == "br"
    assert len(smallest.data) <= len(zipped.data) < len(plain.data)


def test_a_file_that_was_not_built_is_an_error_and_not_a_dead_link():
    with pytest.raises(AssetsNotBuilt, match=re.escape("no-such-file.css")):
        asset("no-such-file.css")


def test_a_name_outside_the_build_is_not_served(client):
    for path in ("/static/../assets.py", "/static/%2e%2e/assets.py", "/static/manifest.json.bak"):
        assert client.get(path).status_code == 404


def test_every_icon_that_a_template_draws_is_in_the_sprite():
    sprite = (DIST / json.loads((DIST / "manifest.json").read_text())["icons.svg"]["file"]).read_text()
    drawn = set()
    for template in (config.ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        drawn |= set(re.findall(r'icon\("([\w-]+)"', text))
        drawn |= set(re.findall(r'icon_(?:start|end|name)="([\w-]+)"', text))

    assert drawn
    assert sorted(name for name in drawn if f'id="{name}"' not in sprite) == []


def test_the_notices_name_every_package_in_the_bundle(client):
    notices = client.get(asset("third-party-notices.txt")).text
    dependencies = json.loads((config.ROOT / "package.json").read_text())["dependencies"]

    assert [name for name in dependencies if f"{name} {dependencies[name]}" not in notices] == []


def test_no_lock_file_names_a_registry():
    assert '"resolved"' not in (config.ROOT / "package-lock.json").read_text()


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to make the theme")
@pytest.mark.parametrize("brand", BRAND_COLORS)
def test_any_brand_colour_gives_a_theme_that_can_be_read(brand):
    script = f"import('./frontend/theme.mjs').then(({{ themeCss }}) => process.stdout.write(themeCss('{brand}')))"
    css = subprocess.run(["node", "-e", script], cwd=config.ROOT, capture_output=True, text=True, check=True).stdout
    light, dark = css.split("@media", 1)

    for mode in (light, dark):
        colors = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", mode))
        for situation, ground, text in READABLE_PAIRS:
            assert contrast(colors[ground], colors[text]) >= 4.5, situation


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
