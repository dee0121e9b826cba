"""who was asked to come by each agenda, and which decisions wait for who it concerns to be told

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agenda_versions", sa.Column("asked", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("decisions", sa.Column("is_withheld", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("decisions") as decisions:
        decisions.drop_column("is_withheld")
    with op.batch_alter_table("agenda_versions") as agendas:
        agendas.drop_column("asked")
