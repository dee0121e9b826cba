"""Everything that stands in the database, to see that nothing changed, or what did."""

from collections import Counter
from collections.abc import Callable, Hashable

import pytest

from app.core.database import Base, db
from app.core.errors import Refused

Contents = dict[str, Counter[Hashable]]


def contents() -> Contents:
    """Every row of every table, as another connection sees it: only what was committed."""
    with db.engine.connect() as connection:
        return {
            table.name: Counter(repr(tuple(row)) for row in connection.execute(table.select()))
            for table in Base.metadata.tables.values()
        }


def difference(before: Contents, after: Contents) -> dict[str, list[Hashable]]:
    """Per table the rows that came or went; empty when nothing changed. A changed row both went and came."""
    return {
        name: [*(before[name] - after[name]), *(after[name] - before[name])]
        for name in before
        if before[name] != after[name]
    }


def refused_and_nothing_happened(words: str, act: Callable[[], object]) -> None:
    """What `act` tries is refused in these words, and no row came, went or changed."""
    before = contents()
    with pytest.raises(Refused, match=words):
        act()
    db.session.rollback()
    assert contents() == before
