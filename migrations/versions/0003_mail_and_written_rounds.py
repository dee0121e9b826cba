"""mail on its way out, working days of units, and rounds that are held in writing

Revision: 0003, after 0001
"""

import sqlalchemy as sa
from alembic import op

from app.core.schema import allow_values

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = ("prepared", "presenting", "questioning", "reacting", "consenting", "weighing", "concluding", "adjourned")
ENDED = ("consented", "not_consented", "amended", "delegated", "withdrawn")
ROUND_STATES = (*OPEN, "awaiting", *ENDED, "lapsed")
CHANNELS = ("screen", "shown", "spoken", "left_behind", "link")
WAITING = sa.text("sent_at IS NULL AND given_up_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.String(length=250), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mails_message_id")),
        sa.UniqueConstraint("once", name=op.f("uq_outgoing_mails_once")),
    )
    op.create_index(op.f("ix_outgoing_mails_recipient"), "outgoing_mails", ["recipient"], unique=False)
    op.create_index(
        "ix_outgoing_mails_waiting", "outgoing_mails", ["next_try_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    with op.batch_alter_table("units") as units:
        units.add_column(sa.Column("working_weekdays", sa.String(length=7), server_default="12345", nullable=False))
        units.add_column(sa.Column("written_days", sa.Integer(), server_default="3", nullable=False))
        units.add_column(sa.Column("reopen_days", sa.Integer(), server_default="5", nullable=False))
    with op.batch_alter_table("participants") as participants:
        participants.add_column(sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("consent_rounds") as rounds:
        setting = sa.Enum(
            "room", "written", "hybrid", name="roundsetting", native_enum=False, create_constraint=True, length=32
        )
        rounds.add_column(sa.Column("setting", setting, server_default="room", nullable=False))
        for name in ("questions_until", "reactions_until", "consent_until", "awaiting_until", "due_at"):
            rounds.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    allow_values("consent_rounds", "ck_consent_rounds_roundstate", "state", ROUND_STATES)
    allow_values("consent_rounds", "ck_consent_rounds_resume_to", "resume_to", ROUND_STATES)
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_consent_rounds_due", "consent_rounds", ["due_at"], sqlite_where=due, postgresql_where=due)
    allow_values("answers", "ck_answers_answerchannel", "channel", CHANNELS)


def downgrade() -> None:
    raise NotImplementedError("what was written in writing cannot be taken back")
