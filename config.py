"""Settings per environment, read from environment variables, and refused by name when they are unsafe."""

import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

DEVELOPMENT_KEY = "only-for-development"
ROOT = Path(__file__).parent
INSTANCE = ROOT / "instance"
SQLITE_CONNECTIONS = {"pool_size": 12, "max_overflow": 20}
POSTGRESQL_CONNECTIONS = {"pool_size": 12, "max_overflow": 20, "pool_pre_ping": True}

SMTP_SECURITY = ("starttls", "tls", "none")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class UnsafeSettings(Exception):
    """The settings would leave the door open. The message names each of them."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one installation and another."""

    environment: str = "development"
    secret_key: str = DEVELOPMENT_KEY
    database_url: str = field(default_factory=lambda: f"sqlite:///{INSTANCE / 'samensturen.sqlite'}")
    demo_sign_in: bool = False
    host: str = "127.0.0.1"
    port: int = 5000
    public_url: str | None = None
    secure_cookies: bool = False
    municipality: str = "Gemeente Voorbeeld"
    processes: int = 1
    smtp_host: str | None = None
    """The mail server; without one mail waits in the outbox."""
    smtp_port: int = 25
    smtp_security: str = "starttls"
    """starttls, tls (from the first byte), or none."""
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    mail_from: str = "samensturen@localhost"
    public_register: bool = False
    """Whether whoever is not signed in may read the openbare besluiten, without names."""
    files_folder: Path | None = None

    @property
    def address(self) -> str:
        """Where people find the tool, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def files(self) -> Path:
        """The folder of the files that people bring along: beside the database where that is a file."""
        if self.files_folder is not None:
            return self.files_folder
        kind, _, path = self.database_url.partition(":///")
        return Path(path).parent / "attachments" if kind == "sqlite" and path else INSTANCE / "attachments"

    @property
    def engine_options(self) -> dict[str, object]:
        """How SQLAlchemy keeps its connections to this database."""
        return dict(POSTGRESQL_CONNECTIONS if self.database_url.startswith("postgresql") else SQLITE_CONNECTIONS)

    def problems(self) -> list[str]:
        """What is unsafe outside development, one line for each setting, by its name."""
        if self.environment == "development":
            return []
        found = self._problems_with_mail()
        if self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < 32:
            found.append("SECRET_KEY: set a secret of your own of at least 32 characters")
        if self.demo_sign_in:
            found.append("DEMO_SIGN_IN: one-click sign-in is only for development")
        if not self.secure_cookies:
            found.append("SECURE_COOKIES: must be on, so that cookies travel over HTTPS only")
        if self.public_url is not None and urlsplit(self.public_url).scheme != "https":
            found.append("PUBLIC_URL: must begin with https://")
        return found

    def _problems_with_mail(self) -> list[str]:
        """Passwords and personal links must not travel in the open, and links must lead somewhere."""
        found = []
        if self.smtp_security not in SMTP_SECURITY:
            found.append(f"SMTP_SECURITY: must be one of {', '.join(SMTP_SECURITY)}")
        if not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", self.mail_from):
            found.append("MAIL_FROM: must be one plain e-mail address")
        if self.smtp_host is None:
            return found
        if self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            found.append("SMTP_SECURITY: mail holds personal links, so it must be starttls or tls")
        if self.public_url is None:
            found.append("PUBLIC_URL: links in mail need the address that people use")
        if self.mail_from == Settings.mail_from:
            found.append("MAIL_FROM: set the address that mail comes from")
        return found

    def demand_safety(self) -> None:
        """Do nothing when all is safe, else raise `UnsafeSettings`."""
        if found := self.problems():
            raise UnsafeSettings(f"unsafe settings for '{self.environment}':\n  " + "\n  ".join(found))


def from_environment() -> Settings:
    """The settings as the environment variables give them.

    SAMENSTUREN_ENV is development (the default) or production; the others are SECRET_KEY, DATABASE_URL, DEMO_SIGN_IN,
    HOST, PORT, PUBLIC_URL, SECURE_COOKIES, MUNICIPALITY, PROCESSES, PUBLIC_REGISTER, FILES_FOLDER, and for mail
    SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER, SMTP_PASSWORD and MAIL_FROM. Raises `UnsafeSettings` for what is no
    number.
    """
    environment = os.environ.get("SAMENSTUREN_ENV", "development")
    public_url = os.environ.get("PUBLIC_URL") or None
    return Settings(
        environment=environment,
        secret_key=os.environ.get("SECRET_KEY") or _development_key(environment),
        database_url=_database_url(),
        demo_sign_in=_flag("DEMO_SIGN_IN", default=environment == "development"),
        host=os.environ.get("HOST") or Settings.host,
        port=_number("PORT", Settings.port),
        public_url=public_url,
        secure_cookies=_flag("SECURE_COOKIES", default=environment != "development" or _is_https(public_url)),
        municipality=os.environ.get("MUNICIPALITY") or Settings.municipality,
        processes=_number("PROCESSES", Settings.processes),
        smtp_host=os.environ.get("SMTP_HOST") or None,
        smtp_port=_number("SMTP_PORT", Settings.smtp_port),
        smtp_security=_smtp_security(),
        smtp_user=os.environ.get("SMTP_USER") or None,
        smtp_password=os.environ.get("SMTP_PASSWORD") or None,
        mail_from=os.environ.get("MAIL_FROM") or Settings.mail_from,
        public_register=_flag("PUBLIC_REGISTER", default=environment == "development"),
        files_folder=Path(os.environ["FILES_FOLDER"]) if os.environ.get("FILES_FOLDER") else None,
    )


def _development_key(environment: str) -> str:
    """A secret of this machine's own, so that sessions made for development are worth nothing elsewhere."""
    if environment != "development":
        return DEVELOPMENT_KEY
    path = INSTANCE / "secret-key"
    if not path.exists():
        INSTANCE.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _database_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return Settings().database_url
    return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)


def _flag(name: str, *, default: bool) -> bool:
    written = os.environ.get(name, "").strip().lower()
    return default if not written else written in {"1", "true", "yes", "on", "ja"}


def _number(name: str, default: int) -> int:
    written = os.environ.get(name)
    if not written:
        return default
    if not written.isdigit():
        raise UnsafeSettings(f"{name}: '{written}' is not a number")
    return int(written)


def _smtp_security() -> str:
    """As it was chosen; on the same machine nobody listens in."""
    usual = "none" if os.environ.get("SMTP_HOST") in LOOPBACK else Settings.smtp_security
    chosen = os.environ.get("SMTP_SECURITY") or usual
    if chosen not in SMTP_SECURITY:
        raise UnsafeSettings(f"SMTP_SECURITY: must be one of {', '.join(SMTP_SECURITY)}")
    return chosen


def _is_https(url: str | None) -> bool:
    return url is not None and url.startswith("https://")
