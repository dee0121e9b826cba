"""joint rounds: who is to consent, and what came of it, for each body; and what is due, by nature

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHO_MAY_SEE = "confidentiality, secrecy_id, embargo_until, unit_id, proposal_id"
"""The columns that say who may see a decision (queries/visibility.py), so that what is due is counted in the index."""


def upgrade() -> None:
    with op.batch_alter_table("consent_rounds") as rounds:
        rounds.add_column(sa.Column("is_joint", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "joint_bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column(
            "absence_rule",
            sa.Enum(
                "present_decide",
                "wait_for_all",
                name="absencerule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_joint_bodies_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["consent_rounds.id"], name=op.f("fk_joint_bodies_round_id_consent_rounds")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_joint_bodies_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_bodies")),
    )
    op.create_index("uq_joint_bodies_round_unit", "joint_bodies", ["round_id", "unit_id"], unique=True)
    op.create_index(op.f("ix_joint_bodies_unit_id"), "joint_bodies", ["unit_id"])
    op.create_index(op.f("ix_joint_bodies_proposal_id"), "joint_bodies", ["proposal_id"])
    op.create_table(
        "joint_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["joint_bodies.id"], name=op.f("fk_joint_seats_body_id_joint_bodies")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_joint_seats_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_seats")),
    )
    op.create_index("uq_joint_seats_body_participant", "joint_seats", ["body_id", "participant_id"], unique=True)
    op.create_index(op.f("ix_joint_seats_participant_id"), "joint_seats", ["participant_id"])
    with op.batch_alter_table("proposals") as proposals:
        proposals.add_column(sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("decisions") as decisions:
        decisions.drop_constraint(op.f("uq_decisions_round_id"), type_="unique")
    op.create_index("uq_decisions_round_unit", "decisions", ["round_id", "unit_id"], unique=True)
    op.drop_index("ix_decisions_due", table_name="decisions")
    op.execute(f"CREATE INDEX ix_decisions_due ON decisions (state, review_on, {WHO_MAY_SEE}, nature)")


def downgrade() -> None:
    op.drop_index("ix_decisions_due", table_name="decisions")
    op.execute(f"CREATE INDEX ix_decisions_due ON decisions (state, review_on, {WHO_MAY_SEE})")
    op.drop_index("uq_decisions_round_unit", table_name="decisions")
    with op.batch_alter_table("decisions") as decisions:
        decisions.create_unique_constraint(op.f("uq_decisions_round_id"), ["round_id"])
    with op.batch_alter_table("proposals") as proposals:
        proposals.drop_column("joined_at")
    op.drop_table("joint_seats")
    op.drop_table("joint_bodies")
    with op.batch_alter_table("consent_rounds") as rounds:
        rounds.drop_column("is_joint")
