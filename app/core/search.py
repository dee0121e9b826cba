"""Finding by words, the same way on every database.

Words are folded here (lower case, no accents, Dutch stem), because the stemmers built into SQLite and PostgreSQL differ
from each other. The database only matches whole folded words: FTS5 on SQLite, a tsvector on PostgreSQL.
"""

import re
import threading
import unicodedata

import snowballstemmer
from sqlalchemy import String, Text, delete, func, literal_column, select, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.selectable import Select

from app.core.database import Base, db

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 12


class SearchText(Base):
    """The folded words of one subject. On SQLite a trigger keeps the FTS5 table `search_words` equal to it."""

    __tablename__ = "search_texts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    subject_id: Mapped[int] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)


class _Stemmer(threading.local):
    """A stemmer for each thread: it keeps the word that it is at within itself."""

    def __init__(self) -> None:
        self.stems = snowballstemmer.stemmer("dutch").stemWords


_dutch = _Stemmer()


def fold(written: str) -> str:
    """The words of a text, folded and joined by spaces: "Bezwaren, één" gives "bezwar een"."""
    plain = unicodedata.normalize("NFKD", written.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_dutch.stems(_WORD.findall(plain)))


def index(kind: str, subject_id: int, *written: str | None) -> None:
    """Make a subject findable by the words of these texts, instead of by what it was indexed with before."""
    session = db.session()
    session.execute(delete(SearchText).where(SearchText.kind == kind, SearchText.subject_id == subject_id))
    words = fold(" ".join(part for part in written if part))
    session.add(SearchText(kind=kind, subject_id=subject_id, words=f"{mark_of(kind)} {words}"))
    session.flush()


def mark_of(kind: str) -> str:
    """The word that stands with every text of a kind: so a search leaves out what is of another before it is read."""
    return f"soort{kind}"


def matching(kind: str, query: str) -> Select[int] | None:
    """A subquery of the ids of subjects that hold every word of `query`, each of them perhaps unfinished.

    A single letter is taken for itself: as the beginning of a word it would say nothing, and cost a walk through all.
    None when the query holds no word. Whether the reader may see them is asked by who uses the ids.
    """
    words = fold(query).split()[:_MAX_WORDS]
    if not words:
        return None
    ids = select(SearchText.subject_id).where(SearchText.kind == kind)
    if db.session.get_bind().dialect.name == "postgresql":
        terms = f"{mark_of(kind)} & " + " & ".join(f"{word}:*" if len(word) > 1 else word for word in words)
        vector = func.to_tsvector(literal_column("'simple'"), SearchText.words)
        return ids.where(vector.op("@@")(func.to_tsquery(literal_column("'simple'"), terms)))
    terms = f'"{mark_of(kind)}" ' + " ".join(f'"{word}"*' if len(word) > 1 else f'"{word}"' for word in words)
    found = text("SELECT rowid FROM search_words WHERE search_words MATCH :terms").bindparams(terms=terms)
    return ids.where(SearchText.id.in_(found.columns(SearchText.id)))
