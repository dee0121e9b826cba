"""Numbers that are given once, in order, under a lock, and never again."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, db


class NumberSeries(Base):
    """The last number given in one series."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    last: Mapped[int]


def next_number(series: str) -> int:
    """The next number of `series`, starting at 1. Call inside the transaction that uses it."""
    session = db.session()
    row = session.scalar(select(NumberSeries).where(NumberSeries.name == series).with_for_update())
    if row is None:
        row = NumberSeries(name=series, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return row.last
