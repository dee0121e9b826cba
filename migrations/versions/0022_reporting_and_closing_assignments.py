"""assignments followed and closed: reports, conversations, results and what was learned

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assignments') as assignments:
        assignments.add_column(sa.Column('result', sa.Text(), nullable=False, server_default=''))
        assignments.add_column(sa.Column('result_proposal_id', sa.Integer(), nullable=True))
        assignments.add_column(sa.Column('result_offered_at', sa.DateTime(timezone=True), nullable=True))
        assignments.create_foreign_key(op.f('fk_assignments_result_proposal_id_proposals'), 'proposals', ['result_proposal_id'], ['id'])
        assignments.create_unique_constraint(op.f('uq_assignments_result_proposal_id'), ['result_proposal_id'])
    with op.batch_alter_table('assignments') as assignments:
        assignments.alter_column('result', server_default=None)
    op.create_table('assignment_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('standings', sa.JSON(), nullable=False),
    sa.Column('reached', sa.Text(), nullable=False),
    sa.Column('deviates', sa.Text(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_assignment_reports_answered_by_id_people')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_reports_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_assignment_reports_written_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_reports')),
    sa.UniqueConstraint('assignment_id', 'number', name=op.f('uq_assignment_reports_assignment_id_number'))
    )
    op.create_table('assignment_conversations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('agreed', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_conversations_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_assignment_conversations_written_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_conversations'))
    )
    op.create_index(op.f('ix_assignment_conversations_assignment_id'), 'assignment_conversations', ['assignment_id'], unique=False)
    op.create_table('assignment_feelings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.String(length=60), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(length=200), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score BETWEEN 1 AND 5', name=op.f('ck_assignment_feelings_score')),
    sa.ForeignKeyConstraint(['conversation_id'], ['assignment_conversations.id'], name=op.f('fk_assignment_feelings_conversation_id_assignment_conversations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_assignment_feelings_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_feelings')),
    sa.UniqueConstraint('conversation_id', 'person_id', name=op.f('uq_assignment_feelings_conversation_id_person_id'))
    )
    op.create_table('assignment_look_backs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('cooperation', sa.Text(), nullable=False),
    sa.Column('lessons', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_look_backs_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_assignment_look_backs_written_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_look_backs')),
    sa.UniqueConstraint('assignment_id', name=op.f('uq_assignment_look_backs_assignment_id'))
    )


def downgrade() -> None:
    for table in ("look_backs", "feelings", "conversations", "reports"):
        op.drop_table(f"assignment_{table}")
    with op.batch_alter_table('assignments') as assignments:
        assignments.drop_constraint(op.f('uq_assignments_result_proposal_id'), type_='unique')
        assignments.drop_constraint(op.f('fk_assignments_result_proposal_id_proposals'), type_='foreignkey')
        for column in ("result_offered_at", "result_proposal_id", "result"):
            assignments.drop_column(column)
