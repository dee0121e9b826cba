"""before a meeting: when papers close

Revision: 0014, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting_series") as series:
        series.add_column(sa.Column("papers_days", sa.Integer(), nullable=True))
        series.add_column(sa.Column("papers_at", sa.Time(), nullable=False, server_default=sa.text("'12:00:00'")))
        series.create_check_constraint(
            op.f("ck_meeting_series_papers_days"), "papers_days IS NULL OR papers_days >= 0"
        )


def downgrade() -> None:
    with op.batch_alter_table("meeting_series") as series:
        series.drop_constraint(op.f("ck_meeting_series_papers_days"), type_="check")
        series.drop_column("papers_at")
        series.drop_column("papers_days")
