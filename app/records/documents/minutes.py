"""The minutes of a meeting as pages: exactly what their reader may know. The document is in Dutch."""

from collections.abc import Iterable

from app.decisions.models import Action, Objection
from app.meetings.models import Attendee, Meeting, Minutes
from app.meetings.queries.follow_ups import FollowUp
from app.meetings.queries.minutes import Record, Treated
from app.meetings.states import ItemKind, MeetingState
from app.records.documents.meetings import bullets, cell, closed_marks, day_of, head_of, line, openness, plain
from app.records.documents.pages import Block, Pages, Part, Table, blocks_of, shown
from app.records.huizen.dates import in_words

NOBODY = "niemand"


def minutes_pages(meeting: Meeting, record: Record) -> Pages:
    """The minutes: who was there, each item as it went, and everything that was agreed once more in one list."""
    marks = [closed_marks(one.item, *one.decisions) for one in record.items]
    roles = (
        ("Gespreksleider", meeting.chair.name if meeting.chair else ""),
        ("Secretaris", meeting.secretary.name if meeting.secretary else ""),
        ("Aanwezig", _names(record.present) or NOBODY),
        ("Afgemeld", _names(record.excused)),
        ("Afwezig", _names(record.absent)),
        ("Status", status_of(meeting, record.edition)),
        openness(marks),
    )
    parts = [Part(_label(one), tuple(_told(one, mark))) for one, mark in zip(record.items, marks, strict=True)]
    agreed = [(one.number, action) for one in record.items for action in one.actions]
    if agreed:
        parts.append(Part("Actielijst", (_actions(agreed),)))
    if record.follow_ups:
        parts.append(Part("Acties van vorige keren", (_came_back(record.follow_ups),)))
    return Pages(
        title=shown(f"Verslag van {meeting.title}"),
        head=(*head_of(meeting), *((label, shown(said)) for label, said in roles if said)),
        explanation="Wat er is besproken",
        parts=tuple(parts),
    )


def status_of(meeting: Meeting, edition: Minutes | None) -> str:
    """Whether the minutes are provisional or adopted, since when, and what took their place."""
    if edition is None or meeting.state is MeetingState.CLOSED:
        return "Concept, nog niet gedeeld"
    if edition.adopted_at is None:
        return "Voorlopig"
    if edition.number > 1:
        said = f"Uitgave {edition.number}, gecorrigeerd op {day_of(edition.adopted_at)}: {edition.reason}"
    else:
        said = f"Vastgesteld op {day_of(edition.adopted_at)}"
    latest = meeting.record
    if latest is None or latest is edition:
        return said
    return f"{said}. Vervangen door uitgave {latest.number}"


def _names(places: Iterable[Attendee]) -> str:
    return ", ".join(_name(one) for one in places)


def _name(place: Attendee) -> str:
    if place.replaced_by is not None:
        return f"{place.name} (vervangen door {place.replaced_by.name})"
    return f"{place.name} (gast)" if place.is_guest else place.name


def _label(one: Treated) -> str:
    return shown(f"{one.number}. {one.item.title}")


def _told(one: Treated, marks: list[str]) -> Iterable[Block]:
    item = one.item
    kind = {ItemKind.ORDINARY: item.type.label, ItemKind.HAMMER: item.kind.label}.get(item.kind, "")
    brought = f"ingebracht door {item.presenter.name}" if item.presenter else ""
    if marks:
        yield line(bold=" · ".join(marks))
    involved = f"samen met {_units(one)}" if item.involved else ""
    if kind or brought or involved:
        yield line(kind, brought, involved)
    if item.aim:
        yield plain(f"Vraag aan de tafel: {item.aim}")
    yield from blocks_of(one.text)
    if item.outcome is not None:
        yield line(item.words, *_numbers(one), bold=f"Uitkomst: {item.outcome.label.lower()}")
    yield from bullets(_objection(objection) for objection in one.objections)
    yield from bullets(f"Actie: {_who_does(action)}" for action in one.actions)


def _numbers(one: Treated) -> list[str]:
    """The numbers of what was decided; of several with whose each is."""
    several = len(one.decisions) > 1
    return [f"besluit {each.number}" + (f" van {each.unit.name}" if several else "") for each in one.decisions]


def _units(one: Treated) -> str:
    return ", ".join(each.unit.name for each in one.item.involved)


def _objection(objection: Objection) -> str:
    """Whose it was, on which version, and what became of it by which version."""
    settled = f", in versie {objection.answered_by.number}" if objection.answered_by else ""
    return (
        f"Bezwaar van {objection.owner.name} op versie {objection.version.number}: "
        f"{objection.state.label.lower()}{settled}"
    )


def _who_does(action: Action) -> str:
    until = f" (uiterlijk {in_words(action.due_on)})" if action.due_on else ""
    return f"{action.owner.name}: {action.what}{until}"


def _came_back(found: list[FollowUp]) -> Table:
    rows = [(cell(one.action.what), cell(one.action.owner.name), cell(_stood(one))) for one in found]
    return Table((tuple(cell(label) for label in ("Wat", "Wie", "Stand")), *rows))


def _stood(one: FollowUp) -> str:
    """How it stood when the meeting closed: what came of it, or until when it was open."""
    action = one.action
    if not one.is_open:
        return f"{action.state.label}: {action.result}"
    return f"Open, uiterlijk {in_words(action.due_on)}" if action.due_on else "Open"


def _actions(agreed: list[tuple[int, Action]]) -> Table:
    rows = [
        (cell(str(number)), cell(one.what), cell(one.owner.name), cell(in_words(one.due_on) if one.due_on else ""))
        for number, one in agreed
    ]
    return Table((tuple(cell(label) for label in ("Punt", "Wat", "Wie", "Uiterlijk")), *rows))
