"""in the room: speaking turns, who comes in somebody's place, and actions about no decision

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaking_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR began_at IS NOT NULL", name=op.f("ck_speaking_turns_period")),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendees.id"], name=op.f("fk_speaking_turns_attendee_id_attendees")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_speaking_turns_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_speaking_turns_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaking_turns")),
    )
    op.create_index(op.f("ix_speaking_turns_item_id"), "speaking_turns", ["item_id"])
    op.create_index(op.f("ix_speaking_turns_meeting_id"), "speaking_turns", ["meeting_id"])
    # One turn asked for or going on a person: pressing twice asks once.
    op.create_index(
        "uq_speaking_turns_attendee_open",
        "speaking_turns",
        ["attendee_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    with op.batch_alter_table("actions") as actions:
        actions.drop_constraint(op.f("ck_actions_about_something"), type_="check")
    with op.batch_alter_table("attendees") as attendees:
        attendees.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        attendees.create_foreign_key(
            op.f("fk_attendees_replaced_by_id_attendees"), "attendees", ["replaced_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("attendees") as attendees:
        attendees.drop_constraint(op.f("fk_attendees_replaced_by_id_attendees"), type_="foreignkey")
        attendees.drop_column("replaced_by_id")
    op.drop_table("speaking_turns")
    op.execute(
        "DELETE FROM item_actions WHERE action_id IN (SELECT id FROM actions WHERE decision_id IS NULL AND proposal_id IS NULL)"
    )
    op.execute("DELETE FROM actions WHERE decision_id IS NULL AND proposal_id IS NULL")
    with op.batch_alter_table("actions") as actions:
        actions.create_check_constraint("about_something", "decision_id IS NOT NULL OR proposal_id IS NOT NULL")
