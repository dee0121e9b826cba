"""before a meeting: when papers close, calendars, and what was seen of an agenda

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting_series") as series:
        series.add_column(sa.Column("papers_days", sa.Integer(), nullable=True))
        series.add_column(sa.Column("papers_at", sa.Time(), nullable=False, server_default=sa.text("'12:00:00'")))
        series.create_check_constraint(
            op.f("ck_meeting_series_papers_days"), "papers_days IS NULL OR papers_days >= 0"
        )
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendar_feeds_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("person_id", name=op.f("uq_calendar_feeds_person_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_feeds_token_digest")),
    )
    op.create_table(
        "agenda_sights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_sights_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agenda_sights_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_sights")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_agenda_sights_meeting_id_person_id")),
    )
    with op.batch_alter_table("agenda_sights") as sights:
        sights.create_index(op.f("ix_agenda_sights_person_id"), ["person_id"])


def downgrade() -> None:
    op.drop_table("agenda_sights")
    op.drop_table("calendar_feeds")
    with op.batch_alter_table("meeting_series") as series:
        series.drop_constraint(op.f("ck_meeting_series_papers_days"), type_="check")
        series.drop_column("papers_at")
        series.drop_column("papers_days")
