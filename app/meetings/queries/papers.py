"""The papers of a meeting: for each item its text, in the version that was frozen with the agenda, and its files."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.database import db
from app.core.permissions import may
from app.decisions.filed import readable_files
from app.decisions.models import Attachment, ProposalVersion, Wording
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.agenda import Line, agenda_of
from app.organisation.models import Person


@dataclass(frozen=True)
class Paper:
    """An item as it stands on the agenda, with what its reader may read about it."""

    line: Line
    version: ProposalVersion | None
    files: list[Attachment]


def papers_of(meeting: Meeting, reader: Person) -> list[Paper]:
    """Every item of a loaded meeting that its reader may know of, with its papers. A constant number of queries."""
    lines = agenda_of(meeting, reader).lines
    versions = {one.item.id: version for one in lines if (version := _version(one.item, reader)) is not None}
    wordings = [one.wording_id for one in versions.values()]
    if wordings:
        query = select(Wording).where(Wording.id.in_(wordings)).options(selectinload(Wording.attachments))
        list(db.session.scalars(query))
    return [Paper(one, versions.get(one.item.id), _files(versions.get(one.item.id), reader)) for one in lines]


def _version(item: AgendaItem, reader: Person) -> ProposalVersion | None:
    """What lies on the table: the version that was frozen with the agenda, else the one in hand."""
    if item.proposal is None or not may(reader, "proposal:read", item.proposal):
        return None
    wanted = item.version_number or item.proposal.current.number
    return next((one for one in item.proposal.versions if one.number == wanted), None)


def _files(version: ProposalVersion | None, reader: Person) -> list[Attachment]:
    return readable_files(version.proposal, version.wording, reader) if version is not None else []
