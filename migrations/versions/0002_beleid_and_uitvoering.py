"""beleid and uitvoering apart

Revision: 0002, revises 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("proposals", "decisions"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN nature VARCHAR(32) DEFAULT 'policy' NOT NULL"
            f" CONSTRAINT ck_{table}_nature CHECK (nature IN ('policy', 'execution'))"
        )


def downgrade() -> None:
    for table in ("decisions", "proposals"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("nature")
