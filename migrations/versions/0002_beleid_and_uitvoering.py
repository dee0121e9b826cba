"""beleid and uitvoering apart

Revision: 0002, revises 0001
"""

import sqlalchemy as sa
from alembic import op

from app.core.schema import allow_values

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NATURE = (
    "nature VARCHAR(32) DEFAULT 'policy' NOT NULL"
    " CONSTRAINT ck_{table}_nature CHECK (nature IN ('policy', 'execution'))"
)
OF_UNITS = (
    "contest_days INTEGER DEFAULT 14 NOT NULL CONSTRAINT ck_units_contest_days CHECK (contest_days >= 0)",
    "contest_rule VARCHAR(32) DEFAULT 'stands' NOT NULL"
    " CONSTRAINT ck_units_contestrule CHECK (contest_rule IN ('stands', 'suspended'))",
)
TRIAGE = "'sets_rule', 'no_policy', 'no_mandate', 'within_mandate', 'said_in_round', 'contested'"
OF_PROPOSALS = (
    f"triage VARCHAR(32) CONSTRAINT ck_proposals_triage CHECK (triage IN ({TRIAGE}))",
    "within_id INTEGER CONSTRAINT fk_proposals_within_id_decisions REFERENCES decisions (id)",
    "mandate_id INTEGER CONSTRAINT fk_proposals_mandate_id_mandates REFERENCES mandates (id)",
    "decider_id INTEGER CONSTRAINT fk_proposals_decider_id_people REFERENCES people (id)",
)
LINKS = ("within_id", "mandate_id", "decider_id")
WHO_WAS_NAMED = (
    "UPDATE proposals SET nature = 'execution', triage = 'said_in_round', decider_id ="
    " (SELECT delegated_to_id FROM consent_rounds WHERE proposal_id = proposals.id AND delegated_to_id IS NOT NULL"
    " ORDER BY id DESC LIMIT 1) WHERE state = 'delegated'"
)
BEFORE = ("in_force", "under_review", "superseded", "repealed", "expired")
AFTER = ("in_force", "under_review", "suspended", "superseded", "repealed", "expired")


def upgrade() -> None:
    """Columns are added in plain SQL: so SQLite adds them with their constraints, and need not copy the table."""
    for table in ("proposals", "decisions"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {NATURE.format(table=table)}")
    for column in OF_UNITS:
        op.execute(f"ALTER TABLE units ADD COLUMN {column}")
    _make_tables()

    for column in OF_PROPOSALS:
        op.execute(f"ALTER TABLE proposals ADD COLUMN {column}")
    for column in LINKS:
        op.create_index(op.f(f"ix_proposals_{column}"), "proposals", [column])
    op.execute(WHO_WAS_NAMED)
    allow_values("decisions", "ck_decisions_decisionstate", "state", AFTER)


def downgrade() -> None:

    op.execute("UPDATE decisions SET state = 'in_force' WHERE state = 'suspended'")
    allow_values("decisions", "ck_decisions_decisionstate", "state", BEFORE)
    for column in LINKS:
        op.drop_index(op.f(f"ix_proposals_{column}"), "proposals")
    with op.batch_alter_table("proposals") as batch_op:
        for column in ("triage", *LINKS):
            batch_op.drop_column(column)

    op.drop_table("contests")
    op.drop_table("advice")
    op.drop_table("executions")
    op.drop_table("mandate_instructions")
    op.drop_table("mandate_policies")
    op.drop_table("mandates")
    for table in ("decisions", "proposals"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("nature")
    with op.batch_alter_table("units") as batch_op:
        for column in ("contest_rule", "contest_days"):
            batch_op.drop_column(column)


def _make_tables() -> None:
    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mandate", "discretion", name="mandatekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column(
            "holder_role",
            sa.Enum(
                "leader",
                "representative",
                "chair",
                "secretary",
                "member",
                "adviser",
                name="holderrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("holder_unit_id", sa.Integer(), nullable=True),
        sa.Column("limit_cents", sa.BigInteger(), nullable=True),
        sa.Column("limit_words", sa.Text(), nullable=False),
        sa.Column("allows_submandate", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("written_in", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "in_force",
                "ended",
                "withdrawn",
                "succeeded",
                name="mandatestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("succeeded_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'mandate' OR (parent_id IS NULL AND NOT allows_submandate)", name=op.f("ck_mandates_submandate")
        ),
        sa.CheckConstraint("(holder_id IS NULL) = (holder_role IS NOT NULL)", name=op.f("ck_mandates_person_or_role")),
        sa.CheckConstraint("(holder_role IS NULL) = (holder_unit_id IS NULL)", name=op.f("ck_mandates_role_in_a_unit")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_mandates_period")),
        sa.CheckConstraint("limit_cents IS NULL OR limit_cents >= 0", name=op.f("ck_mandates_limit")),
        sa.ForeignKeyConstraint(["given_by_id"], ["decisions.id"], name=op.f("fk_mandates_given_by_id_decisions")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_mandates_holder_id_people")),
        sa.ForeignKeyConstraint(["holder_unit_id"], ["units.id"], name=op.f("fk_mandates_holder_unit_id_units")),
        sa.ForeignKeyConstraint(["parent_id"], ["mandates.id"], name=op.f("fk_mandates_parent_id_mandates")),
        sa.ForeignKeyConstraint(
            ["succeeded_by_id"], ["mandates.id"], name=op.f("fk_mandates_succeeded_by_id_mandates")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_mandates_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
    )
    op.create_index(op.f("ix_mandates_holder_id"), "mandates", ["holder_id"], unique=False)
    op.create_index(op.f("ix_mandates_holder_unit_id"), "mandates", ["holder_unit_id"], unique=False)
    op.create_index(op.f("ix_mandates_parent_id"), "mandates", ["parent_id"], unique=False)
    op.create_index(op.f("ix_mandates_state"), "mandates", ["state"], unique=False)
    op.create_index(op.f("ix_mandates_unit_id"), "mandates", ["unit_id"], unique=False)
    op.create_table(
        "mandate_policies",
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_mandate_policies_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_mandate_policies_mandate_id_mandates")),
        sa.PrimaryKeyConstraint("mandate_id", "decision_id", name=op.f("pk_mandate_policies")),
    )
    op.create_index(op.f("ix_mandate_policies_decision_id"), "mandate_policies", ["decision_id"], unique=False)
    op.create_table(
        "mandate_instructions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_mandate_instructions_given_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandates.id"], name=op.f("fk_mandate_instructions_mandate_id_mandates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_instructions")),
    )
    op.create_index(op.f("ix_mandate_instructions_mandate_id"), "mandate_instructions", ["mandate_id"], unique=False)
    op.create_table(
        "executions",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("outside_effect", sa.Boolean(), nullable=False),
        sa.Column("by_giver", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT by_giver OR mandate_id IS NOT NULL", name=op.f("ck_executions_by_giver")),
        sa.CheckConstraint("mandate_id IS NULL OR policy_id IS NOT NULL", name=op.f("ck_executions_within_beleid")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_executions_decision_id_decisions")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_executions_mandate_id_mandates")),
        sa.ForeignKeyConstraint(["policy_id"], ["decisions.id"], name=op.f("fk_executions_policy_id_decisions")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["people.id"], name=op.f("fk_executions_taken_by_id_people")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_executions")),
    )
    op.create_index(op.f("ix_executions_mandate_id"), "executions", ["mandate_id"], unique=False)
    op.create_index(op.f("ix_executions_policy_id"), "executions", ["policy_id"], unique=False)
    op.create_index(op.f("ix_executions_taken_by_id"), "executions", ["taken_by_id"], unique=False)
    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_advice_asked_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_advice_person_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_advice_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )
    op.create_index(op.f("ix_advice_person_id"), "advice", ["person_id"], unique=False)
    op.create_index("uq_advice_proposal_person", "advice", ["proposal_id", "person_id"], unique=True)
    op.create_table(
        "contests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("stands", "replaced", name="contestoutcome", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_contests_answered")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_contests_by_id_people")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_contests_decision_id_decisions")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_contests_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_contests_proposal_id")),
    )
    op.create_index(op.f("ix_contests_decision_id"), "contests", ["decision_id"], unique=False)
    op.create_index(
        "uq_contests_open",
        "contests",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )
