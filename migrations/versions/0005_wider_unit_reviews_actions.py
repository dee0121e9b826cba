"""the wider unit, reviews, and actions that follow

Revision: 0005_wider, revises 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

PROPOSAL_STATES = "draft submitted in_round decided no_consent withdrawn delegated"
ROUND_STATES = (
    "prepared presenting questioning reacting consenting weighing concluding adjourned"
    " consented not_consented amended delegated withdrawn awaiting lapsed"
)
OBJECTION_STATES = "raised argued upheld concern withdrawn settled unsettled"


def _allow(table: str, column: str, name: str, values: str) -> None:
    """Let a column of states hold these values."""
    listed = ", ".join(f"'{value}'" for value in values.split())
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")


def upgrade() -> None:
    _allow("proposals", "state", "proposalstate", f"{PROPOSAL_STATES} referred settled_wider handed_back")
    _allow("consent_rounds", "state", "roundstate", f"{ROUND_STATES} referred")
    _allow("consent_rounds", "resume_to", "resume_to", f"{ROUND_STATES} referred")
    _allow("objections", "state", "objectionstate", f"{OBJECTION_STATES} referred")
    op.create_table('referrals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('successor_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('referred_by_id', sa.Integer(), nullable=False),
    sa.Column('objection_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('decided', 'delegated', 'guidance', 'not_taken_up', 'no_consent', 'withdrawn', name='referraloutcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('referred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(outcome IS NULL) = (answered_at IS NULL)', name=op.f('ck_referrals_answered')),
    sa.ForeignKeyConstraint(['objection_id'], ['objections.id'], name=op.f('fk_referrals_objection_id_objections')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_referrals_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['referred_by_id'], ['people.id'], name=op.f('fk_referrals_referred_by_id_people')),
    sa.ForeignKeyConstraint(['round_id'], ['consent_rounds.id'], name=op.f('fk_referrals_round_id_consent_rounds')),
    sa.ForeignKeyConstraint(['successor_id'], ['proposals.id'], name=op.f('fk_referrals_successor_id_proposals')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referrals')),
    sa.UniqueConstraint('round_id', name=op.f('uq_referrals_round_id')),
    sa.UniqueConstraint('successor_id', name=op.f('uq_referrals_successor_id'))
    )
    with op.batch_alter_table('referrals') as batch_op:
        batch_op.create_index(batch_op.f('ix_referrals_proposal_id'), ['proposal_id'], unique=False)

    with op.batch_alter_table('proposals') as batch_op:
        batch_op.add_column(sa.Column('referred_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('proposals') as batch_op:
        batch_op.drop_column('referred_at')

    with op.batch_alter_table('referrals') as batch_op:
        batch_op.drop_index(batch_op.f('ix_referrals_proposal_id'))

    op.drop_table('referrals')
    _allow("objections", "state", "objectionstate", OBJECTION_STATES)
    _allow("consent_rounds", "resume_to", "resume_to", ROUND_STATES)
    _allow("consent_rounds", "state", "roundstate", ROUND_STATES)
    _allow("proposals", "state", "proposalstate", PROPOSAL_STATES)
