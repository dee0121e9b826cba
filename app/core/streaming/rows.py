"""What every source of live screens has in common whose subjects are rows with a revision of their own."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import select

from app.core import permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import NotFound

Row = TypeVar("Row")


class RowSource(ABC, Generic[Row]):
    """A `Source` that says of which rows it is, how one is read, and what each audience must be allowed to."""

    kind: ClassVar[str]
    model: ClassVar[type[Any]]
    """With the columns `id` and `revision`."""
    asked: ClassVar[Mapping[str, str]]
    """By audience: what it takes to see its screen."""
    asked_otherwise: ClassVar[str]
    """What it takes for every other audience."""

    @abstractmethod
    def load(self, key: int) -> Row:
        """The row with all that its screens show. Raises `NotFound`."""

    def permission(self, audience: str) -> str:
        """What it takes to see the screen of an audience: what its page asks too."""
        return self.asked.get(audience, self.asked_otherwise)

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        """Whether `actor` may see what `audience` sees; False too when there is no such row."""
        try:
            subject = self.subject(key)
        except NotFound:
            return False
        return permissions.may(actor, self.permission(audience), subject)

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        """The present revision of each of these rows. One query."""
        rows = db.session.execute(select(self.model.id, self.model.revision).where(self.model.id.in_(list(keys))))
        return dict(row._tuple() for row in rows)

    def subject(self, key: int) -> Row:
        """The row, read once for as long as the session lives. Raises `NotFound`."""
        loaded: dict[tuple[str, int], Any] = db.session.info.setdefault("followed", {})
        if (self.kind, key) not in loaded:
            loaded[self.kind, key] = self.load(key)
        return cast(Row, loaded[self.kind, key])

    def readers(
        self, subject: Row, people: Collection[Actor], audiences: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """By audience: the actor keys of those among these people who may see its screen; each is asked once."""
        by_permission = {
            asked: frozenset(one.actor_key for one in people if permissions.may(one, asked, subject))
            for asked in {self.permission(audience) for audience in audiences}
        }
        return {audience: by_permission[self.permission(audience)] for audience in audiences}
