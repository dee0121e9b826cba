"""the college and what may be seen

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

from app.core.schema import allow_values
from app.core.search import fold

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ORIGINS = ("round", "mandate", "imported", "statutory")
PROPOSAL_STATES = (
    "draft submitted in_round decided no_consent withdrawn delegated referred settled_wider handed_back agreed"
)


def _make_publicly_findable():
    """Index what the public may read of each decision; what an imported one came from names people, and is left out."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT decisions.id, decisions.number, what, why, body FROM decisions"
            " JOIN wordings ON wordings.id = decisions.wording_id WHERE confidentiality = 'open'"
        )
    )
    indexed = sa.text("INSERT INTO search_texts (kind, subject_id, words) VALUES ('public_decision', :id, :words)")
    for row in rows.all():
        connection.execute(indexed, {"id": row.id, "words": fold(" ".join(row[1:]))})


def upgrade() -> None:
    op.create_table(
        "named_readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_named_readers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_readers")),
        sa.UniqueConstraint("kind", "subject_id", "person_id", name=op.f("uq_named_readers_kind_subject_id_person_id")),
    )
    with op.batch_alter_table("named_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_readers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "college_sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "convocation",
            sa.Enum(
                "first", "second", "outside", name="convocation", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                "not_held",
                name="sittingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seated", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "convocation <> 'outside' OR basis <> ''", name=op.f("ck_college_sittings_outside_has_basis")
        ),
        sa.CheckConstraint(
            "convocation <> 'second' OR first_id IS NOT NULL", name=op.f("ck_college_sittings_second_has_first")
        ),
        sa.ForeignKeyConstraint(["chair_id"], ["people.id"], name=op.f("fk_college_sittings_chair_id_people")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["college_sittings.id"], name=op.f("fk_college_sittings_first_id_college_sittings")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_college_sittings_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_sittings")),
    )
    with op.batch_alter_table("college_sittings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_college_sittings_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "secrecies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "5.1.1a",
                "5.1.1b",
                "5.1.1c",
                "5.1.1d",
                "5.1.1e",
                "5.1.2a",
                "5.1.2b",
                "5.1.2c",
                "5.1.2d",
                "5.1.2e",
                "5.1.2f",
                "5.1.2g",
                "5.1.2h",
                "5.1.2i",
                name="secrecyground",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("imposed", "lifted", name="secrecystate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("with_council", sa.Boolean(), nullable=False),
        sa.Column("imposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["units.id"], name=op.f("fk_secrecies_body_id_units")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["people.id"], name=op.f("fk_secrecies_lifted_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecies")),
    )
    op.create_table(
        "college_presences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_college_presences_person_id_people")),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["college_sittings.id"], name=op.f("fk_college_presences_sitting_id_college_sittings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_presences")),
        sa.UniqueConstraint("sitting_id", "person_id", name=op.f("uq_college_presences_sitting_id_person_id")),
    )
    op.create_table(
        "college_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("hamer", "discuss", "recused", name="mark", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_college_marks_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_college_marks_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_marks")),
        sa.UniqueConstraint("proposal_id", "person_id", name=op.f("uq_college_marks_proposal_id_person_id")),
    )
    op.create_table(
        "college_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            sa.Enum("hamer", "consent", "vote", name="way", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column(
            "settlement",
            sa.Enum(
                "unchanged",
                "changed",
                "rejected",
                "held_over",
                name="settlement",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("taking_part", sa.Integer(), nullable=False),
        sa.Column("recused", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_college_items_decision_id_decisions")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_college_items_proposal_id_proposals")),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["college_sittings.id"], name=op.f("fk_college_items_sitting_id_college_sittings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_items")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_college_items_decision_id")),
        sa.UniqueConstraint("sitting_id", "proposal_id", name=op.f("uq_college_items_sitting_id_proposal_id")),
    )
    with op.batch_alter_table("college_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_college_items_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "college_ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Boolean(), nullable=False),
        sa.Column("wants_note", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["college_items.id"], name=op.f("fk_college_ballots_item_id_college_items")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_college_ballots_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_college_ballots")),
        sa.UniqueConstraint("item_id", "turn", "person_id", name=op.f("uq_college_ballots_item_id_turn_person_id")),
    )
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    op.execute(
        "ALTER TABLE decisions ADD COLUMN public_wording_id INTEGER CONSTRAINT fk_decisions_public_wording_id_wordings REFERENCES wordings (id)"
    )
    op.execute(f"ALTER TABLE decisions ADD COLUMN embargo_until {moment}")
    op.execute(
        "ALTER TABLE decisions ADD COLUMN secrecy_id INTEGER CONSTRAINT fk_decisions_secrecy_id_secrecies REFERENCES secrecies (id)"
    )
    op.create_index(op.f("ix_decisions_secrecy_id"), "decisions", ["secrecy_id"], unique=False)
    op.execute(f"ALTER TABLE proposals ADD COLUMN embargo_until {moment}")
    op.execute(
        "ALTER TABLE proposals ADD COLUMN secrecy_id INTEGER CONSTRAINT fk_proposals_secrecy_id_secrecies REFERENCES secrecies (id)"
    )
    op.create_index(op.f("ix_proposals_secrecy_id"), "proposals", ["secrecy_id"], unique=False)
    op.execute(
        "ALTER TABLE units ADD COLUMN statutory VARCHAR(32) CONSTRAINT ck_units_statutorybody CHECK (statutory IN ('council', 'college', 'mayor', 'committee'))"
    )
    allow_values("decisions", "ck_decisions_origin", "origin", ORIGINS)
    allow_values("proposals", "ck_proposals_proposalstate", "state", PROPOSAL_STATES.split())
    _make_publicly_findable()


def downgrade() -> None:
    raise NotImplementedError("what was closed would lie open: go back by putting back a copy of the database")
