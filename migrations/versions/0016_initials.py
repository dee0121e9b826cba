"""parafenroutes: who is to see a proposal before a meeting, and what they said

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = ("waiting", "seen", "sent_back", "taken_up", "passed_over")


def upgrade() -> None:
    op.create_table(
        "initials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(length=60), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="initialstate", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(version_number IS NULL) = (answered_at IS NULL)", name=op.f("ck_initials_answered")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_initials_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_initials_person_id_people")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_initials_asked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initials")),
    )
    with op.batch_alter_table("initials") as initials:
        initials.create_index(op.f("ix_initials_proposal_id"), ["proposal_id"])
        initials.create_index(op.f("ix_initials_person_id"), ["person_id"])
        initials.create_index(
            "uq_initials_waiting",
            ["proposal_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )


def downgrade() -> None:
    op.drop_table("initials")
