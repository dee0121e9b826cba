"""who may know of a file

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachments") as attachments:
        attachments.add_column(
            sa.Column(
                "confidentiality",
                sa.Enum(
                    "open", "internal", "confidential",
                    name="confidentiality", native_enum=False, create_constraint=True, length=32,
                ),
                nullable=False,
                server_default="internal",
            )
        )  # fmt: skip
        attachments.add_column(sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True))
        attachments.add_column(sa.Column("secrecy_id", sa.Integer(), nullable=True))
        attachments.create_foreign_key(
            op.f("fk_attachments_secrecy_id_secrecies"), "secrecies", ["secrecy_id"], ["id"]
        )
        attachments.create_index(op.f("ix_attachments_secrecy_id"), ["secrecy_id"])


def downgrade() -> None:
    with op.batch_alter_table("attachments") as attachments:
        attachments.drop_index(op.f("ix_attachments_secrecy_id"))
        attachments.drop_constraint(op.f("fk_attachments_secrecy_id_secrecies"), type_="foreignkey")
        attachments.drop_column("secrecy_id")
        attachments.drop_column("embargo_until")
        attachments.drop_column("confidentiality")
