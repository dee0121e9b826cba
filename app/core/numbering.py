"""Numbers that are given once, in order, under a lock, and never again."""

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, db


class NumberSeries(Base):
    """The last number given in one series."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    last: Mapped[int]


_NEXT = text(
    "INSERT INTO number_series (name, last) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)
"""One statement, so that two who ask for the first number of a series at once do not get in each other's way."""


def next_number(series: str) -> int:
    """The next number of `series`, starting at 1. Call inside the transaction that uses it."""
    return int(db.session.execute(_NEXT, {"name": series}).scalar_one())
