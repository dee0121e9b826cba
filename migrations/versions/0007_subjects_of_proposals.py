"""what is put to consent has a kind and a subject

Revision: 0007, revises 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE wordings ADD COLUMN kind_name VARCHAR(32) DEFAULT 'plain' NOT NULL")
    op.execute("ALTER TABLE wordings ADD COLUMN subject JSON DEFAULT '{}' NOT NULL")
    op.create_table(
        "unit_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind_name", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("decision_number", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name=op.f("ck_unit_agreements_period")),
        sa.CheckConstraint(
            "(decision_id IS NULL) = (decision_number IS NULL)", name=op.f("ck_unit_agreements_decision")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_agreements_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_unit_agreements_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_agreements")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_unit_agreements_decision_id")),
    )
    op.create_index("ix_unit_agreements_unit_id_kind_name", "unit_agreements", ["unit_id", "kind_name"])


def downgrade() -> None:
    op.drop_table("unit_agreements")
    with op.batch_alter_table("wordings") as batch_op:
        batch_op.drop_column("subject")
        batch_op.drop_column("kind_name")
