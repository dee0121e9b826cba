"""programmes: what belongs to them, and what college and raad are told of them

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PROGRAMME = sa.Enum("running", "ended", name="programmestate", native_enum=False, create_constraint=True, length=32)
REPORT = sa.Enum("draft", "proposed", "noted", "released", name="reportstate", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", PROGRAMME, nullable=False),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_programmes_period")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_programmes_unit_id_units")),
        sa.ForeignKeyConstraint(["leader_id"], ["people.id"], name=op.f("fk_programmes_leader_id_people")),
        sa.ForeignKeyConstraint(["commission_id"], ["assignments.id"], name=op.f("fk_programmes_commission_id_assignments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    with op.batch_alter_table("programmes") as programmes:
        programmes.create_index(op.f("ix_programmes_unit_id"), ["unit_id"])
        programmes.create_index(op.f("ix_programmes_leader_id"), ["leader_id"])
    op.create_table(
        "programme_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_groups_programme_id_programmes")),
        sa.ForeignKeyConstraint(["unit_id"], ["temporary_units.unit_id"], name=op.f("fk_programme_groups_unit_id_temporary_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_groups")),
        sa.UniqueConstraint("programme_id", "unit_id", name=op.f("uq_programme_groups_programme_id_unit_id")),
    )
    with op.batch_alter_table("programme_groups") as groups:
        groups.create_index(op.f("ix_programme_groups_unit_id"), ["unit_id"])
    op.create_table(
        "programme_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("state", REPORT, nullable=False),
        sa.Column("is_on_agenda", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("released_at IS NULL OR state = 'released'", name=op.f("ck_programme_reports_released")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_reports_programme_id_programmes")),
        sa.ForeignKeyConstraint(["written_by_id"], ["people.id"], name=op.f("fk_programme_reports_written_by_id_people")),
        sa.ForeignKeyConstraint(["released_by_id"], ["people.id"], name=op.f("fk_programme_reports_released_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_reports")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_programme_reports_programme_id_number")),
    )
    with op.batch_alter_table("assignments") as assignments:
        assignments.add_column(sa.Column("programme_id", sa.Integer(), nullable=True))
        assignments.create_foreign_key(op.f("fk_assignments_programme_id_programmes"), "programmes", ["programme_id"], ["id"])
        assignments.create_index(op.f("ix_assignments_programme_id"), ["programme_id"])
    with op.batch_alter_table("agenda_items") as items:
        items.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        items.create_foreign_key(op.f("fk_agenda_items_report_id_programme_reports"), "programme_reports", ["report_id"], ["id"])
        items.create_index(op.f("ix_agenda_items_report_id"), ["report_id"])


def downgrade() -> None:
    with op.batch_alter_table("agenda_items") as items:
        items.drop_index(op.f("ix_agenda_items_report_id"))
        items.drop_constraint(op.f("fk_agenda_items_report_id_programme_reports"), type_="foreignkey")
        items.drop_column("report_id")
    with op.batch_alter_table("assignments") as assignments:
        assignments.drop_index(op.f("ix_assignments_programme_id"))
        assignments.drop_constraint(op.f("fk_assignments_programme_id_programmes"), type_="foreignkey")
        assignments.drop_column("programme_id")
    for table in ("programme_reports", "programme_groups", "programmes"):
        op.drop_table(table)
