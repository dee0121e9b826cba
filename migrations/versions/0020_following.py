"""assignments: milestones and information agreements that are followed, and their items on agendas

Revision: 0020, after 0018
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None

OPEN = sa.text('kept_at IS NULL AND lapsed_at IS NULL')


def upgrade() -> None:
    op.create_table('assignment_milestones',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('expected_on', sa.Date(), nullable=True),
    sa.Column('reached_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_milestones_assignment_id_assignments')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_milestones'))
    )
    op.create_index(op.f('ix_assignment_milestones_assignment_id'), 'assignment_milestones', ['assignment_id'], unique=False)
    op.create_table('assignment_information',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=False),
    sa.Column('how', sa.Enum('inform', 'involve', name='involving', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('rhythm', sa.Enum('once', 'monthly', 'quarterly', 'half_yearly', name='rhythm', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reminded', sa.JSON(), nullable=False),
    sa.Column('told', sa.Text(), nullable=False),
    sa.Column('kept_by_id', sa.Integer(), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lapsed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_assignment_information_assignment_id_assignments')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['people.id'], name=op.f('fk_assignment_information_kept_by_id_people')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_assignment_information_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_information'))
    )
    op.create_index(op.f('ix_assignment_information_assignment_id'), 'assignment_information', ['assignment_id'], unique=False)
    op.create_index(op.f('ix_assignment_information_unit_id'), 'assignment_information', ['unit_id'], unique=False)
    op.create_index('ix_assignment_information_open', 'assignment_information', ['due_on'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    with op.batch_alter_table('agenda_items') as batch:
        batch.add_column(sa.Column('information_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_agenda_items_information_id_assignment_information'), 'assignment_information', ['information_id'], ['id'])
        batch.create_index(op.f('ix_agenda_items_information_id'), ['information_id'], unique=False)
    _follow_what_was_agreed()


def _follow_what_was_agreed() -> None:
    """What was agreed before is followed as well."""
    assignments = sa.table('assignments', sa.column('id'), sa.column('version_in_force'), sa.column('state'))
    versions = sa.table(
        'assignment_versions', sa.column('assignment_id'), sa.column('number'),
        sa.column('milestones', sa.JSON), sa.column('information', sa.JSON),
    )
    milestones = sa.table(
        'assignment_milestones', sa.column('assignment_id'), sa.column('what'), sa.column('due_on', sa.Date)
    )
    information = sa.table(
        'assignment_information', sa.column('assignment_id'), sa.column('unit_id'), sa.column('about'), sa.column('how'),
        sa.column('rhythm'), sa.column('first_on', sa.Date), sa.column('due_on', sa.Date),
        sa.column('reminded', sa.JSON), sa.column('told'),
    )
    agreed = sa.select(versions.c.assignment_id, versions.c.milestones, versions.c.information).join(
        assignments,
        sa.and_(assignments.c.id == versions.c.assignment_id, assignments.c.version_in_force == versions.c.number),
    )
    connection = op.get_bind()
    for key, planned, told in connection.execute(agreed).all():
        for one in planned:
            row = {'assignment_id': key, 'what': one['what'], 'due_on': date.fromisoformat(one['due_on'])}
            connection.execute(milestones.insert().values(row))
        for one in told:
            first_on = date.fromisoformat(one['first_on'])
            row = {'assignment_id': key, 'unit_id': one['unit'], 'about': one['about'], 'how': one['how']}
            row |= {'rhythm': one['rhythm'], 'first_on': first_on, 'due_on': first_on, 'reminded': [], 'told': ''}
            connection.execute(information.insert().values(row))


def downgrade() -> None:
    with op.batch_alter_table('agenda_items') as batch:
        batch.drop_index(op.f('ix_agenda_items_information_id'))
        batch.drop_constraint(op.f('fk_agenda_items_information_id_assignment_information'), type_='foreignkey')
        batch.drop_column('information_id')
    op.drop_table('assignment_information')
    op.drop_table('assignment_milestones')
