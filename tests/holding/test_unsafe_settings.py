"""Settings that would leave the door open stop the start outside development, each by its name, at every door."""

import subprocess
import sys
from pathlib import Path

import pytest

import config
from app import create_app
from tests.databases import SECRET_KEY
from tests.server import ROOT

SAFE = {
    "environment": "production",
    "secret_key": SECRET_KEY,
    "demo_sign_in": False,
    "secure_cookies": True,
    "public_url": "https://samensturen.voorbeeld.example",
}
MAIL = {"smtp_host": "mail.voorbeeld.example", "mail_from": "samensturen@voorbeeld.example"}
UNSAFE = [
    # what is wrong, the setting, and what it must be called
    ("the key that comes with the source", {"secret_key": config.DEVELOPMENT_KEY}, "SECRET_KEY"),
    ("no key", {"secret_key": ""}, "SECRET_KEY"),
    ("a key that can be guessed", {"secret_key": "x" * 31}, "SECRET_KEY"),
    ("signing in with one click", {"demo_sign_in": True}, "DEMO_SIGN_IN"),
    ("cookies that travel over HTTP", {"secure_cookies": False}, "SECURE_COOKIES"),
    ("links that lead to HTTP", {"public_url": "http://samensturen.voorbeeld.example"}, "PUBLIC_URL"),
    ("mail that travels in the open", {**MAIL, "smtp_security": "none"}, "SMTP_SECURITY"),
    ("mail that travels nobody knows how", {**MAIL, "smtp_security": "ssl"}, "SMTP_SECURITY"),
    ("links in mail that lead nowhere", {**MAIL, "public_url": None}, "PUBLIC_URL"),
    ("mail from nobody", {**MAIL, "mail_from": config.Settings.mail_from}, "MAIL_FROM"),
    ("mail from two", {**MAIL, "mail_from": "a@x.nl, b@x.nl"}, "MAIL_FROM"),
    ("an address that is none", {"public_url": "samensturen.voorbeeld.example"}, "PUBLIC_URL"),
]
ENVIRONMENTS = ("production", "prod", "Development", "test", "")
"""Only the one word development is development; anything else, a slip of the pen too, is held to be real."""

DOORS = {
    "the command that serves": ["app.cli", "serve"],
    "any other command": ["app.cli", "verify-journal"],
    "the server's own door": ["tests.server", "app.asgi:create_asgi_app"],
}


def settings(**changes: object) -> config.Settings:
    return config.Settings(**{**SAFE, **changes})  # type: ignore[arg-type]


def test_safe_settings_are_let_through(tmp_path: Path) -> None:
    assert settings().problems() == []
    assert settings(public_url=None).problems() == []
    assert settings(**MAIL).problems() == []
    assert settings(**MAIL | {"smtp_host": "127.0.0.1", "smtp_security": "none"}).problems() == []
    app = create_app(settings(database_url=f"sqlite:///{tmp_path / 'veilig.sqlite'}"))
    assert app.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(("what", "change", "name"), UNSAFE, ids=[what for what, _, _ in UNSAFE])
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_one_unsafe_setting_is_enough_and_is_named(
    what: str, change: dict[str, object], name: str, environment: str
) -> None:
    unsafe = settings(**change, environment=environment)
    assert [problem.split(":")[0] for problem in unsafe.problems()] == [name]
    with pytest.raises(config.UnsafeSettings, match=name):
        create_app(unsafe)


def test_all_of_them_are_named_at_once() -> None:
    unsafe = settings(secret_key="", demo_sign_in=True, secure_cookies=False, public_url="http://x")
    with pytest.raises(config.UnsafeSettings) as refused:
        create_app(unsafe)
    for name in ("SECRET_KEY", "DEMO_SIGN_IN", "SECURE_COOKIES", "PUBLIC_URL"):
        assert name in str(refused.value)


@pytest.mark.parametrize("change", [change for _, change, _ in UNSAFE])
def test_development_may_do_as_it_likes(change: dict[str, object]) -> None:
    assert settings(**change, environment="development").problems() == []


@pytest.mark.parametrize("words", DOORS.values(), ids=DOORS)
def test_no_door_opens_on_unsafe_settings(tmp_path: Path, words: list[str]) -> None:
    """Straight from the environment, without a key of one's own: the process stops, says why, and made nothing."""
    stopped = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "SAMENSTUREN_ENV": "production",
            "DEMO_SIGN_IN": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'nooit.sqlite'}",
            "PORT": "0",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert stopped.returncode != 0
    assert "SECRET_KEY" in stopped.stderr
    assert "DEMO_SIGN_IN" in stopped.stderr
    assert not (tmp_path / "nooit.sqlite").exists()


@pytest.mark.parametrize(
    ("variable", "written", "setting", "expected"),
    [
        ("SECURE_COOKIES", "", "secure_cookies", True),
        ("SECURE_COOKIES", "0", "secure_cookies", False),
        ("SECURE_COOKIES", "nee", "secure_cookies", False),
        ("DEMO_SIGN_IN", "", "demo_sign_in", False),
        ("DEMO_SIGN_IN", "ja", "demo_sign_in", True),
        ("SECRET_KEY", "", "secret_key", config.DEVELOPMENT_KEY),
    ],
)
def test_outside_development_the_safe_side_is_the_default(
    monkeypatch: pytest.MonkeyPatch, variable: str, written: str, setting: str, expected: object
) -> None:
    monkeypatch.setenv("SAMENSTUREN_ENV", "production")
    monkeypatch.setenv(variable, written)
    assert getattr(config.from_environment(), setting) == expected
