"""What an answer costs the database at least: the same rows with plain SQLAlchemy statements, one thread, no web.

Run as `python -m bench.bare_rows ROUND_ID SECONDS` with the settings of the database; prints commits a second.
"""

import secrets
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, func, insert, select, update

from app import create_app
from app.core.database import WRITE, Base, db

TABLES = Base.metadata.tables


def answers_a_second(engine: Engine, round_id: int, seconds: float) -> float:
    """How often the rows of one answer can be written and committed in a second."""
    participants = TABLES["participants"]
    with engine.connect() as connection:
        places = list(connection.scalars(select(participants.c.id).where(participants.c.round_id == round_id)))
    begun = time.perf_counter()
    count = 0
    while (elapsed := time.perf_counter() - begun) < seconds:
        with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
            _answer(connection, round_id, places[count % len(places)])
        count += 1
    return count / elapsed


def _answer(connection: Connection, round_id: int, place: int) -> None:
    """What the application writes for an answer: lapse the old one, add the new one, touch the round, journal it."""
    answers, rounds = TABLES["answers"], TABLES["consent_rounds"]
    entries, payloads = TABLES["journal_entries"], TABLES["journal_payloads"]
    now = datetime.now(UTC)
    connection.execute(select(rounds).where(rounds.c.id == round_id).with_for_update()).one()
    connection.execute(
        update(answers).where(answers.c.participant_id == place, answers.c.lapsed_at.is_(None)).values(lapsed_at=now)
    )
    connection.execute(insert(answers).values(**_row(answers, participant_id=place, given_at=now)))
    connection.execute(
        update(rounds).where(rounds.c.id == round_id).values(revision=rounds.c.revision + 1, changed_at=now)
    )
    chain = (entries.c.subject_kind == "round") & (entries.c.subject_id == round_id)
    position = connection.scalar(select(func.max(entries.c.position)).where(chain)) or 0
    entry = connection.execute(
        insert(entries).values(**_row(entries, subject_id=round_id, position=position + 1, at=now))
    ).inserted_primary_key
    connection.execute(
        insert(payloads).values(entry_id=entry and entry[0], salt=secrets.token_hex(16), content={"choice": "concern"})
    )


def _row(table: Table, **given: object) -> dict[str, object]:
    """Believable values for the columns of a row that have no default."""
    examples: dict[str, object] = {
        "choice": "concern", "text": "nr 1", "wish": "", "as_criterion": False, "channel": "screen",
        "after_reveal": True, "subject_kind": "round", "actor": "person:1", "event": "answer_again",
        "source": "concluding", "target": "concluding", "version": 1,
        "payload_digest": "0" * 64, "previous": "0" * 64, "digest": "0" * 64,
    }  # fmt: skip
    return {column.name: examples[column.name] for column in table.columns if column.name in examples} | given


if __name__ == "__main__":
    with create_app().app_context():
        print(answers_a_second(db.engine, int(sys.argv[1]), float(sys.argv[2])))
