"""temporary units, and the year of a unit

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "temporary_units",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "working_group",
                "support_team",
                "programme",
                name="temporarykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("planned_until", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("running", "stopped", name="temporarystate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_because", sa.Text(), nullable=False),
        sa.Column("handed_to_id", sa.Integer(), nullable=True),
        sa.Column("handed_over", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("stopped_on IS NULL OR state = 'stopped'", name=op.f("ck_temporary_units_stopped")
        ),
        sa.CheckConstraint("(stopped_on IS NULL) = (handed_to_id IS NULL)", name=op.f("ck_temporary_units_handed_over")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_temporary_units_unit_id_units")),
        sa.ForeignKeyConstraint(["handed_to_id"], ["units.id"], name=op.f("fk_temporary_units_handed_to_id_units")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_temporary_units")),
    )
    with op.batch_alter_table("temporary_units") as temporary_units:
        temporary_units.create_index(op.f("ix_temporary_units_handed_to_id"), ["handed_to_id"])

    op.create_table(
        "year_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "informing",
                "picturing",
                "forming",
                "deciding",
                name="itemtype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("time_box", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=True),
        sa.Column("last_month", sa.Integer(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("whole_month", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("running", "ended", name="stepstate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(first_month IS NULL) = (last_month IS NULL)", name=op.f("ck_year_steps_months")),
        sa.CheckConstraint(
            "(first_month IS NULL) = (expected_on IS NOT NULL)", name=op.f("ck_year_steps_every_year_or_once")
        ),
        sa.CheckConstraint(
            "first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12", name=op.f("ck_year_steps_month")
        ),
        sa.CheckConstraint("time_box >= 0", name=op.f("ck_year_steps_time_box")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_year_steps_unit_id_units")),
        sa.ForeignKeyConstraint(["presenter_id"], ["people.id"], name=op.f("fk_year_steps_presenter_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_steps")),
    )
    with op.batch_alter_table("year_steps") as year_steps:
        year_steps.create_index(op.f("ix_year_steps_unit_id"), ["unit_id"])

    op.create_table(
        "year_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["year_steps.id"], name=op.f("fk_year_turns_step_id_year_steps")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_year_turns_item_id_agenda_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_turns")),
        sa.UniqueConstraint("item_id", name=op.f("uq_year_turns_item_id")),
        sa.UniqueConstraint("step_id", "year", name=op.f("uq_year_turns_step_id_year")),
    )


def downgrade() -> None:
    for name in ("year_turns", "year_steps", "temporary_units"):
        op.drop_table(name)
