"""How work is agreed on in the demo municipality: drafted, offered, and consented to by its parties."""

from datetime import timedelta

from app.assignments.models import Assignment
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing, drafting
from app.assignments.service.drafting import AssignmentData, TextData
from app.assignments.states import Involving, PartyRole, Rhythm, WorkType
from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, RoundMode
from app.demo.organisation import Town
from app.organisation.models import Person

GOVERNING, ASKING, DOING = PartyRole.GOVERNING_COMMISSIONER, PartyRole.COMMISSIONER, PartyRole.CONTRACTOR


def draft(
    town: Town,
    unit: str,
    title: str,
    work_type: WorkType,
    parties: dict[str, PartyRole],
    *,
    by: str,
    texts: dict[str, str],
    milestones: list[tuple[str, int]],
    lasts: int,
    information: list[tuple[str, str, Involving, Rhythm, int]] | None = None,
    is_for_college: bool = False,
    began: int = 0,
) -> int:
    """`began`, how long ago, in days."""
    author, today = town.person(by), clock.today()
    first_day = today - timedelta(days=began)
    text = TextData(
        title=title,
        texts=texts,
        milestones=[{"what": what, "due_on": _iso(days)} for what, days in milestones],
        information=[
            {
                "about": about,
                "unit": town.units[code].id,
                "unit_name": town.units[code].name,
                "how": how.value,
                "rhythm": rhythm.value,
                "first_on": _iso(days),
            }
            for about, code, how, rhythm, days in information or ()
        ],
        starts_on=first_day,
        ends_on=None if work_type is WorkType.TASK else first_day + timedelta(days=lasts),
        review_on=today + timedelta(days=lasts // 2),
    )
    with transaction():
        data = AssignmentData(title, work_type, is_for_college=is_for_college)
        key = drafting.draft(town.units[unit], data, by=author).id
    with transaction():
        assignment = found(key)
        drafting.edit(assignment, text, by=author)
        for name, role in parties.items():
            drafting.name_party(assignment, town.person(name), role, by=author)
    return key


def offer(town: Town, key: int, by: str) -> None:
    """Offer a draft to the other parties."""
    with transaction():
        drafting.offer(found(key), by=town.person(by))


def agree_on(key: int) -> None:
    """All parties consent, in a round that one of those who ask leads."""
    with transaction():
        assignment = found(key)
        leads = next(one.person for one in assignment.living if one.role is ASKING)
        round_id = agreeing.ask_consent(assignment, by=leads).id
    consent(round_id, leads)


def consent(round_id: int, leads: Person) -> None:
    """All parties consent in a round."""
    with transaction():
        round_ = locked_round(round_id)
        people = [one.person for one in round_.electors if one.person is not None]
        for person in people:
            attendance.arrive(round_, by=person)
        rounds.open_round(round_, by=leads, mode=RoundMode.HAMMER, papers_sent=True)
        for person in people:
            answers.answer(round_, AnswerData(Choice.CONSENT), by=person)
        rounds.reveal(round_, by=leads)
        rounds.conclude(round_, by=leads)


def found(key: int) -> Assignment:
    """An assignment, locked, ready to act on."""
    return locked_assignment(key)


def _iso(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
