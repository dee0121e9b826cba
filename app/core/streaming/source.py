"""What a feature offers to be followed live."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.core.actor import Actor


@dataclass(frozen=True)
class Snapshot:
    """What one audience sees of one subject at one moment."""

    revision: int
    """The subject's own version, read before anything else of the snapshot."""
    html: str
    """The fragment that the whole audience shares: no form, no token, nothing that is meant for one person."""
    personal: str = ""
    """A token that changes whenever everybody's personal part may have changed: another phase, another text."""
    own: Mapping[str, str] = field(default_factory=dict)
    """By actor key: a token that changes whenever that person's own part may have changed."""
    readers: Collection[str] | None = None
    """The actor keys that may see this, as far as the subject itself can tell. Anybody else is looked up again before
    they are shown it. None when the subject cannot tell."""

    def version_for(self, actor_key: str) -> str:
        """The version of the personal part of one reader."""
        return personal_version(self.personal, self.own.get(actor_key, ""))


def personal_version(personal: str, own: str) -> str:
    """The version of a personal part from both its tokens: a page carries it, and the stream sends the current one."""
    return f"{personal}.{own}"


class Source(Protocol):
    """A kind of subject with live screens.

    Its methods run in a thread, inside a request context, with a database session that is thrown away afterwards.
    Whoever changes such a subject calls `live.announce(kind, key)` in the transaction, and raises its revision.
    """

    @property
    def kind(self) -> str:
        """The kind in live topics, such as "round"."""

    @property
    def prefix(self) -> str:
        """The first part of the address, such as "ronde"."""

    @property
    def audiences(self) -> Collection[str]:
        """Who is shown something different: the last part of the address, such as "scherm"."""

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        """Whether `actor` may see what `audience` sees of the subject; False too when there is no such subject.

        Asked for many actors in a row with one session: what they share should be read once (`session.get`).
        """

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        """The present revision of each of these subjects, in one query. A subject that is gone is left out."""

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, Snapshot]:
        """What each of these audiences sees now. Raises `NotFound` when the subject is gone."""


_by_prefix: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let the subjects of `source` be followed. Raises `ValueError` when its address is taken by another source."""
    if _by_prefix.setdefault(source.prefix, source) is not source:
        raise ValueError(f"the address /{source.prefix}/ has two sources")


def source_at(prefix: str) -> Source | None:
    """The source with this address, or None."""
    return _by_prefix.get(prefix)
