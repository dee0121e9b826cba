"""the wider unit, reviews, and actions that follow

Revision: 0005_wider, revises 0001
"""

import sqlalchemy as sa
from alembic import op

from app.core.schema import allow_values

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PROPOSAL_STATES = "draft submitted in_round decided no_consent withdrawn delegated"
ROUND_STATES = (
    "prepared presenting questioning reacting consenting weighing concluding adjourned"
    " consented not_consented amended delegated withdrawn awaiting lapsed"
)
OBJECTION_STATES = "raised argued upheld concern withdrawn settled unsettled"


def upgrade() -> None:
    allow_values("proposals", "ck_proposals_proposalstate", "state", f"{PROPOSAL_STATES} referred settled_wider handed_back".split())
    allow_values("consent_rounds", "ck_consent_rounds_roundstate", "state", f"{ROUND_STATES} referred".split())
    allow_values("consent_rounds", "ck_consent_rounds_resume_to", "resume_to", f"{ROUND_STATES} referred".split())
    allow_values("objections", "ck_objections_objectionstate", "state", f"{OBJECTION_STATES} referred".split())
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
    op.create_table('actions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='actionstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('decision_id IS NOT NULL OR proposal_id IS NOT NULL', name=op.f('ck_actions_about_something')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_actions_decision_id_decisions')),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_actions_owner_id_people')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_actions_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_actions_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actions'))
    )
    with op.batch_alter_table('actions') as batch_op:
        batch_op.create_index(batch_op.f('ix_actions_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_proposal_id'), ['proposal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_unit_id'), ['unit_id'], unique=False)

    op.create_table('reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('reaffirmed', 'amended', 'repealed', 'expired', name='reviewoutcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(outcome IS NULL) = (ended_at IS NULL)', name=op.f('ck_reviews_ended')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_reviews_decision_id_decisions')),
    sa.ForeignKeyConstraint(['round_id'], ['consent_rounds.id'], name=op.f('fk_reviews_round_id_consent_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('round_id', name=op.f('uq_reviews_round_id'))
    )
    with op.batch_alter_table('reviews') as batch_op:
        batch_op.create_index(batch_op.f('ix_reviews_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index('uq_reviews_open_decision', ['decision_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('review_criteria',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('purpose', 'concern', 'new_information', name='criterionkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('fared', sa.Enum('well', 'partly', 'badly', 'unknown', name='fared', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['raised_by_id'], ['people.id'], name=op.f('fk_review_criteria_raised_by_id_people')),
    sa.ForeignKeyConstraint(['review_id'], ['reviews.id'], name=op.f('fk_review_criteria_review_id_reviews')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_criteria'))
    )
    with op.batch_alter_table('review_criteria') as batch_op:
        batch_op.create_index(batch_op.f('ix_review_criteria_review_id'), ['review_id'], unique=False)

    with op.batch_alter_table('proposals') as batch_op:
        batch_op.add_column(sa.Column('change', sa.Enum('amend', 'reaffirm', 'repeal', name='change', native_enum=False, create_constraint=True, length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('proposals') as batch_op:
        batch_op.drop_column('change')

    with op.batch_alter_table('review_criteria') as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_criteria_review_id'))

    op.drop_table('review_criteria')
    with op.batch_alter_table('reviews') as batch_op:
        batch_op.drop_index('uq_reviews_open_decision', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_reviews_decision_id'))

    op.drop_table('reviews')
    with op.batch_alter_table('actions') as batch_op:
        batch_op.drop_index(batch_op.f('ix_actions_unit_id'))
        batch_op.drop_index(batch_op.f('ix_actions_state'))
        batch_op.drop_index(batch_op.f('ix_actions_proposal_id'))
        batch_op.drop_index(batch_op.f('ix_actions_owner_id'))
        batch_op.drop_index(batch_op.f('ix_actions_decision_id'))

    op.drop_table('actions')
    with op.batch_alter_table('proposals') as batch_op:
        batch_op.drop_column('referred_at')

    with op.batch_alter_table('referrals') as batch_op:
        batch_op.drop_index(batch_op.f('ix_referrals_proposal_id'))

    op.drop_table('referrals')
    allow_values("objections", "ck_objections_objectionstate", "state", OBJECTION_STATES.split())
    allow_values("consent_rounds", "ck_consent_rounds_resume_to", "resume_to", ROUND_STATES.split())
    allow_values("consent_rounds", "ck_consent_rounds_roundstate", "state", ROUND_STATES.split())
    allow_values("proposals", "ck_proposals_proposalstate", "state", PROPOSAL_STATES.split())
