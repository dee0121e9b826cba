"""assignments: who agree, on which text, and what they remarked on it

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('assignment_own_parts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('hint', sa.String(length=300), nullable=False),
    sa.Column('work_type', sa.Enum('task', 'operation', 'policy', 'project', name='worktype', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_own_parts')),
    sa.UniqueConstraint('label', name=op.f('uq_assignment_own_parts_label'))
    )
    op.create_table('assignments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('work_type', sa.Enum('task', 'operation', 'policy', 'project', name='worktype', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('is_for_college', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'offered', 'negotiating', 'agreed', 'active', 'renegotiating', 'completed', 'reviewed', 'declined', 'cancelled', name='assignmentstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('confidentiality', sa.Enum('open', 'internal', 'confidential', name='confidentiality', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('version_in_force', sa.Integer(), nullable=True),
    sa.Column('decision_number', sa.String(length=40), nullable=True),
    sa.Column('ended_because', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_assignments_author_id_people')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_assignments_proposal_id_proposals')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_assignments_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_assignments_proposal_id'))
    )
    op.create_index(op.f('ix_assignments_author_id'), 'assignments', ['author_id'], unique=False)
    op.create_index(op.f('ix_assignments_unit_id'), 'assignments', ['unit_id'], unique=False)
    op.create_table('assignment_parties',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('governing_commissioner', 'commissioner', 'contractor', name='partyrole', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('follows_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_assignment_parties_period')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_parties_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['follows_id'], ['assignment_parties.id'], name=op.f('fk_assignment_parties_follows_id_assignment_parties')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_assignment_parties_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_parties'))
    )
    op.create_index(op.f('ix_assignment_parties_assignment_id'), 'assignment_parties', ['assignment_id'], unique=False)
    op.create_index(op.f('ix_assignment_parties_person_id'), 'assignment_parties', ['person_id'], unique=False)
    op.create_index('uq_assignment_parties', 'assignment_parties', ['assignment_id', 'person_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.create_table('assignment_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('policies', sa.JSON(), nullable=False),
    sa.Column('touches', sa.JSON(), nullable=False),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('information', sa.JSON(), nullable=False),
    sa.Column('margin_days', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_versions_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['written_by_id'], ['people.id'], name=op.f('fk_assignment_versions_written_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_versions')),
    sa.UniqueConstraint('assignment_id', 'number', name=op.f('uq_assignment_versions_assignment_id_number'))
    )
    op.create_table('assignment_remarks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=60), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('worked_into', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_assignment_remarks_answered_by_id_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_assignment_remarks_person_id_people')),
    sa.ForeignKeyConstraint(['version_id'], ['assignment_versions.id'], name=op.f('fk_assignment_remarks_version_id_assignment_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_remarks'))
    )
    op.create_index(op.f('ix_assignment_remarks_version_id'), 'assignment_remarks', ['version_id'], unique=False)


def downgrade() -> None:
    for table in ("remarks", "versions", "parties"):
        op.drop_table(f"assignment_{table}")
    op.drop_table("assignments")
    op.drop_table("assignment_own_parts")
