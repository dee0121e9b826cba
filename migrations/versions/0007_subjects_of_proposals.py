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
    op.create_table(
        "elections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("description_id", sa.Integer(), nullable=True),
        sa.Column("nominee_id", sa.Integer(), nullable=True),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_elections_term")),
        sa.CheckConstraint(
            "role IN ('leader', 'representative', 'chair', 'secretary', 'member', 'adviser')",
            name=op.f("ck_elections_role"),
        ),
        sa.CheckConstraint(
            "state IN ('describing', 'nominating', 'changing', 'proposed', 'in_round', 'elected', 'abandoned')",
            name=op.f("ck_elections_electionstate"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_elections_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["description_id"], ["unit_agreements.id"], name=op.f("fk_elections_description_id_unit_agreements")
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["people.id"], name=op.f("fk_elections_nominee_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_elections_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_elections_proposal_id")),
    )
    op.create_index(
        "uq_elections_open",
        "elections",
        ["unit_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "election_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"], ["elections.id"], name=op.f("fk_election_places_election_id_elections")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_election_places_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_places")),
        sa.UniqueConstraint("election_id", "person_id", name=op.f("uq_election_places_election_id_person_id")),
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_because", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["place_id"], ["election_places.id"], name=op.f("fk_nominations_place_id_election_places")
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["people.id"], name=op.f("fk_nominations_nominee_id_people")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_nominations_entered_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    op.create_index("ix_nominations_place_id", "nominations", ["place_id"])
    op.create_index(
        "uq_nominations_standing",
        "nominations",
        ["place_id"],
        unique=True,
        sqlite_where=sa.text("lapsed_at IS NULL"),
        postgresql_where=sa.text("lapsed_at IS NULL"),
    )


def downgrade() -> None:
    for table in ("nominations", "election_places", "elections", "unit_agreements"):
        op.drop_table(table)
    with op.batch_alter_table("wordings") as batch_op:
        batch_op.drop_column("subject")
        batch_op.drop_column("kind_name")
