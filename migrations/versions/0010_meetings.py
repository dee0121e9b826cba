"""meetings: series, meetings, agenda items, attendance, minutes

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "state",
            sa.Enum("running", "ended", name="seriesstate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "rhythm",
            sa.Enum(
                "weekly", "monthly", "by_hand", name="rhythm", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("secretary_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("duration > 0", name=op.f("ck_meeting_series_duration")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_meeting_series_period")),
        sa.CheckConstraint("every >= 1", name=op.f("ck_meeting_series_every")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_meeting_series_weekday")),
        sa.ForeignKeyConstraint(["chair_id"], ["people.id"], name=op.f("fk_meeting_series_chair_id_people")),
        sa.ForeignKeyConstraint(["secretary_id"], ["people.id"], name=op.f("fk_meeting_series_secretary_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_meeting_series_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
    )
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_series_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "concept",
                "provisional",
                "set",
                "open",
                "suspended",
                "closed",
                "minutes_draft",
                "minutes_adopted",
                "archived",
                "cancelled",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("secretary_id", sa.Integer(), nullable=True),
        sa.Column("papers_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled_because", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("duration > 0", name=op.f("ck_meetings_duration")),
        sa.ForeignKeyConstraint(["chair_id"], ["people.id"], name=op.f("fk_meetings_chair_id_people")),
        sa.ForeignKeyConstraint(["secretary_id"], ["people.id"], name=op.f("fk_meetings_secretary_id_people")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["meeting_series.id"], name=op.f("fk_meetings_series_id_meeting_series")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_meetings_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_series_starts", ["series_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_state"), ["state"], unique=False)
        batch_op.create_index("ix_meetings_unit_starts", ["unit_id", "starts_at"], unique=False)

    op.create_table(
        "series_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ordinary",
                "hammer",
                "announcement",
                "any_other",
                "opening",
                "closing",
                "minutes",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
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
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("time_box >= 0", name=op.f("ck_series_items_time_box")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["meeting_series.id"], name=op.f("fk_series_items_series_id_meeting_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_items")),
    )
    with op.batch_alter_table("series_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_items_series_id"), ["series_id"], unique=False)

    op.create_table(
        "series_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_series_pauses_period")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["meeting_series.id"], name=op.f("fk_series_pauses_series_id_meeting_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_pauses")),
    )
    with op.batch_alter_table("series_pauses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_pauses_series_id"), ["series_id"], unique=False)

    op.create_table(
        "series_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["meeting_series.id"], name=op.f("fk_series_units_series_id_meeting_series")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_series_units_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_units")),
        sa.UniqueConstraint("series_id", "unit_id", name=op.f("uq_series_units_series_id_unit_id")),
    )
    with op.batch_alter_table("series_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_units_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "agenda_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_set", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_versions_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_versions")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_agenda_versions_meeting_id_number")),
    )
    op.create_table(
        "attendees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", sa.String(length=80), nullable=True),
        sa.Column("ground", sa.String(length=160), nullable=False),
        sa.Column("is_guest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_excused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (guest_name IS NULL)", name=op.f("ck_attendees_person_or_guest")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendees_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendees_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendees")),
    )
    with op.batch_alter_table("attendees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendees_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_attendees_meeting_person", ["meeting_id", "person_id"], unique=True)

    op.create_table(
        "closing_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_closing_cards_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_closing_cards_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_cards")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_closing_cards_meeting_id_person_id")),
    )
    with op.batch_alter_table("closing_cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_cards_person_id"), ["person_id"], unique=False)

    op.create_table(
        "closing_tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_closing_tallies_count")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_closing_tallies_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_tallies")),
        sa.UniqueConstraint(
            "meeting_id", "question", "answer", name=op.f("uq_closing_tallies_meeting_id_question_answer")
        ),
    )
    op.create_table(
        "meeting_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_units_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_meeting_units_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_units")),
        sa.UniqueConstraint("meeting_id", "unit_id", name=op.f("uq_meeting_units_meeting_id_unit_id")),
    )
    with op.batch_alter_table("meeting_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_units_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "attendance_stretches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_attendance_stretches_period")),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendees.id"], name=op.f("fk_attendance_stretches_attendee_id_attendees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_stretches")),
    )
    with op.batch_alter_table("attendance_stretches", schema=None) as batch_op:
        batch_op.create_index(
            "uq_attendance_stretches_present",
            ["attendee_id"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
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
        sa.Column(
            "kind",
            sa.Enum(
                "ordinary",
                "hammer",
                "announcement",
                "any_other",
                "opening",
                "closing",
                "minutes",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("time_box", sa.Integer(), nullable=False),
        sa.Column(
            "confidentiality",
            sa.Enum(
                "open",
                "internal",
                "confidential",
                name="confidentiality",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "in_hand",
                "parked",
                "concluded",
                "dropped",
                name="itemstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "conform",
                "amended",
                "noted",
                "opinions",
                "held_over",
                "taken_back",
                "no_consent",
                "referred",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=True),
        sa.Column("suggested_by_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("adopts_id", sa.Integer(), nullable=True),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds_spent", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome IS NULL OR state = 'concluded'", name=op.f("ck_agenda_items_one_outcome")),
        sa.CheckConstraint(
            "state IN ('planned', 'dropped') OR meeting_id IS NOT NULL", name=op.f("ck_agenda_items_in_a_meeting")
        ),
        sa.CheckConstraint("time_box >= 0", name=op.f("ck_agenda_items_time_box")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_agenda_items_action_id_actions")),
        sa.ForeignKeyConstraint(["adopts_id"], ["meetings.id"], name=op.f("fk_agenda_items_adopts_id_meetings")),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["agenda_items.id"], name=op.f("fk_agenda_items_carried_from_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_agenda_items_decision_id_decisions")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["presenter_id"], ["people.id"], name=op.f("fk_agenda_items_presenter_id_people")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_agenda_items_proposal_id_proposals")),
        sa.ForeignKeyConstraint(
            ["suggested_by_id"], ["people.id"], name=op.f("fk_agenda_items_suggested_by_id_people")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_agenda_items_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("carried_from_id", name=op.f("uq_agenda_items_carried_from_id")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_adopts_id"), ["adopts_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("ix_agenda_items_pool", ["unit_id", "state", "meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "uq_agenda_items_in_hand",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("state = 'in_hand'"),
            postgresql_where=sa.text("state = 'in_hand'"),
        )

    op.create_table(
        "item_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_item_actions_action_id_actions")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_actions_item_id_agenda_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_actions")),
        sa.UniqueConstraint("item_id", "action_id", name=op.f("uq_item_actions_item_id_action_id")),
    )
    with op.batch_alter_table("item_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_actions_action_id"), ["action_id"], unique=False)

    op.create_table(
        "item_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("asked", "said", name="notekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_item_notes_entered_by_id_people")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_notes_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_item_notes_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_notes")),
    )
    with op.batch_alter_table("item_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_notes_item_id"), ["item_id"], unique=False)

    op.create_table(
        "item_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "involvement",
            sa.Enum("invited", "informed", name="involvement", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_units_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_item_units_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_units")),
        sa.UniqueConstraint("item_id", "unit_id", name=op.f("uq_item_units_item_id_unit_id")),
    )
    with op.batch_alter_table("item_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_units_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "meeting_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_in_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adopted_in_id"], ["agenda_items.id"], name=op.f("fk_meeting_minutes_adopted_in_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_minutes_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_minutes")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_minutes_meeting_id_number")),
    )
    op.create_table(
        "minutes_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_minutes_parts_item_id_agenda_items")),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["meeting_minutes.id"], name=op.f("fk_minutes_parts_minutes_id_meeting_minutes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_parts")),
        sa.UniqueConstraint("minutes_id", "item_id", name=op.f("uq_minutes_parts_minutes_id_item_id")),
    )
    with op.batch_alter_table("minutes_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_parts_item_id"), ["item_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("minutes_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_parts_item_id"))

    op.drop_table("minutes_parts")
    op.drop_table("meeting_minutes")
    with op.batch_alter_table("item_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_units_unit_id"))

    op.drop_table("item_units")
    with op.batch_alter_table("item_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_notes_item_id"))

    op.drop_table("item_notes")
    with op.batch_alter_table("item_actions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_actions_action_id"))

    op.drop_table("item_actions")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agenda_items_in_hand",
            sqlite_where=sa.text("state = 'in_hand'"),
            postgresql_where=sa.text("state = 'in_hand'"),
        )
        batch_op.drop_index(batch_op.f("ix_agenda_items_proposal_id"))
        batch_op.drop_index("ix_agenda_items_pool")
        batch_op.drop_index(batch_op.f("ix_agenda_items_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_decision_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_adopts_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_action_id"))

    op.drop_table("agenda_items")
    with op.batch_alter_table("attendance_stretches", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attendance_stretches_present",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.drop_table("attendance_stretches")
    with op.batch_alter_table("meeting_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_units_unit_id"))

    op.drop_table("meeting_units")
    op.drop_table("closing_tallies")
    with op.batch_alter_table("closing_cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_cards_person_id"))

    op.drop_table("closing_cards")
    with op.batch_alter_table("attendees", schema=None) as batch_op:
        batch_op.drop_index("uq_attendees_meeting_person")
        batch_op.drop_index(batch_op.f("ix_attendees_person_id"))

    op.drop_table("attendees")
    op.drop_table("agenda_versions")
    with op.batch_alter_table("series_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_units_unit_id"))

    op.drop_table("series_units")
    with op.batch_alter_table("series_pauses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_pauses_series_id"))

    op.drop_table("series_pauses")
    with op.batch_alter_table("series_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_items_series_id"))

    op.drop_table("series_items")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_unit_starts")
        batch_op.drop_index(batch_op.f("ix_meetings_state"))
        batch_op.drop_index("ix_meetings_series_starts")

    op.drop_table("meetings")
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_series_unit_id"))

    op.drop_table("meeting_series")
