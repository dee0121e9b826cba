"""indexes that keep every list as quick with a hundred thousand decisions

Revision: 0008, revises 0002

The latest decisions first, those without a date last: SQLite reads an index backwards for that, PostgreSQL needs one in
that very order. The further columns are those that say who may see a decision (queries/visibility.py), so that a page
is found, and a list counted, in the index alone. And every searchable text gets the mark of its kind.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = ("unit_id", "decided_on", "state")
WHO_MAY_SEE = "confidentiality, secrecy_id, embargo_until, unit_id, proposal_id"
NEWEST = {"newest": "", "newest_of_unit": "unit_id", "newest_of_state": "state"}


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("UPDATE search_texts SET words = 'soort' || kind || ' ' || words")
    if not is_postgresql:
        op.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    op.execute("ALTER TABLE decisions ADD COLUMN review_on DATE")
    op.execute(
        "UPDATE decisions SET review_on ="
        " (SELECT wordings.review_on FROM wordings WHERE wordings.id = decisions.wording_id)"
    )
    for column in BEFORE:
        op.drop_index(op.f(f"ix_decisions_{column}"), table_name="decisions")
    op.create_index(op.f("ix_decisions_superseded_by_id"), "decisions", ["superseded_by_id"])
    for name, first in NEWEST.items():
        order = "decided_on DESC NULLS LAST, id DESC" if is_postgresql else "decided_on, id"
        columns = f"{first}, {order}" if first else order
        beside = ", ".join(
            column for column in f"{WHO_MAY_SEE}, state, nature, review_on".split(", ") if column != first
        )
        more = f") INCLUDE ({beside}" if is_postgresql else f", {beside}"
        op.execute(f"CREATE INDEX ix_decisions_{name} ON decisions ({columns}{more})")
    op.execute(f"CREATE INDEX ix_decisions_due ON decisions (state, review_on, {WHO_MAY_SEE})")
    op.drop_index(op.f("ix_proposals_state"), table_name="proposals")
    beside = ["unit_id", "author_id", "confidentiality", "secrecy_id", "embargo_until", "rehearsal", "submitted_at"]
    op.create_index("ix_proposals_latest", "proposals", ["changed_at", "id", "state", *beside])
    op.create_index("ix_proposals_latest_of_state", "proposals", ["state", "changed_at", "id", *beside])


def downgrade() -> None:
    op.execute("UPDATE search_texts SET words = substr(words, length(kind) + 7)")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    op.drop_index("ix_proposals_latest_of_state", table_name="proposals")
    op.drop_index("ix_proposals_latest", table_name="proposals")
    op.create_index(op.f("ix_proposals_state"), "proposals", ["state"])
    op.drop_index("ix_decisions_due", table_name="decisions")
    for name in NEWEST:
        op.drop_index(f"ix_decisions_{name}", table_name="decisions")
    op.drop_index(op.f("ix_decisions_superseded_by_id"), table_name="decisions")
    for column in BEFORE:
        op.create_index(op.f(f"ix_decisions_{column}"), "decisions", [column])
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.drop_column("review_on")
