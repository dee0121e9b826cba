"""The voortgangsrapportage of a programme as pages for college and raad: it names the bestuurlijk opdrachtgever alone.

The document is in Dutch.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.assignments.programme_models import ProgrammeReport, ReportedGroup, ReportedLine
from app.assignments.programme_states import ReportState, Standing
from app.organisation.states import TemporaryKind
from app.records.documents.meetings import bullets, cell, day_of, line, plain
from app.records.documents.pages import Block, Pages, Paragraph, Part, Span, Table, blocks_of, shown
from app.records.huizen.dates import in_words

NOTHING = "Niets."


def report_pages(report: ProgrammeReport, lines: Sequence[ReportedLine], municipality: str) -> Pages:
    """The report with those of its lines that its reader may know: in all, each assignment, and the work groups."""
    programme = report.programme
    parts = [Part("Alle opdrachten op een rij", (_table(lines),))] if lines else []
    parts += [
        Part(shown(f"{number}. {one['title']}"), tuple(_told(one, report.reference_on)))
        for number, one in enumerate(lines, start=1)
    ]
    if report.groups:
        parts.append(Part("Werkgroepen", (_groups(report.groups),)))
    head = (
        ("Gemeente", municipality.removeprefix("Gemeente ")),
        ("Programma", programme.name),
        ("Namens", programme.unit.name),
        ("Peildatum", in_words(report.reference_on)),
        ("Aan", "College van burgemeester en wethouders, gemeenteraad"),
        ("Gevraagd", "Kennisnemen van deze rapportage"),
        ("Status", status_of(report)),
    )
    return Pages(
        title=shown(f"{report.title}, rapportage {report.number}"),
        head=tuple((label, shown(said)) for label, said in head),
        explanation="In het kort",
        opening=blocks_of(report.summary) or (plain(_in_numbers(lines)),),
        parts=tuple(parts),
    )


def status_of(report: ProgrammeReport) -> str:
    """How far it has come, and since when."""
    if report.noted_on is None:
        return "Bij het college" if report.state is ReportState.PROPOSED else "Concept"
    noted = f"Het college nam kennis op {in_words(report.noted_on)}"
    return f"{noted}; vrijgegeven voor de raad op {day_of(report.released_at)}" if report.released_at else noted


def _in_numbers(lines: Sequence[ReportedLine]) -> str:
    counted = [(one, sum(each["standing"] == one.value for each in lines)) for one in Standing]
    told = ", ".join(f"{one.label.lower()}: {count}" for one, count in counted if count)
    return f"Dit programma telt {_counted(len(lines), 'opdracht', 'opdrachten')}. {told.capitalize()}."


def _table(lines: Iterable[ReportedLine]) -> Table:
    rows = [
        (cell(str(number)), cell(one["title"]), cell(_stands(one)), cell(one["why"]))
        for number, one in enumerate(lines, start=1)
    ]
    return Table((tuple(cell(label) for label in ("Nr.", "Opdracht", "Stand", "Waarom")), *rows))


def _told(one: ReportedLine, reference_on: date) -> Iterator[Block]:
    governing = f"bestuurlijk opdrachtgever {one['governing']}" if one["governing"] else ""
    yield line(governing, bold=_stands(one))
    if one["why"]:
        yield plain(one["why"])
    for label, said in (
        ("Bedoeling", one["purpose"]),
        ("Wat is bereikt", one["reached"]),
        ("Wat wijkt af", one["deviates"] or NOTHING),
        ("Wat wordt gevraagd", one["asked"] or NOTHING),
    ):
        if said:
            yield _heading(label)
            yield from blocks_of(said)
    if one["milestones"]:
        yield _heading("Mijlpalen")
        yield from bullets(_milestone(each["due_on"], each["what"], reference_on) for each in one["milestones"])


def _milestone(due_on: str, what: str, reference_on: date) -> str:
    day = date.fromisoformat(due_on)
    return f"{in_words(day)}: {what}" + (" (gepland vóór de peildatum)" if day < reference_on else "")


def _groups(groups: Iterable[ReportedGroup]) -> Table:
    rows = [
        (
            cell(_named(one)),
            cell(one["task"]),
            cell(in_words(date.fromisoformat(one["since"]))),
            cell(_counted(one["members"], "persoon", "personen")),
        )
        for one in groups
    ]
    return Table((tuple(cell(label) for label in ("Werkgroep", "Taak", "Sinds", "Omvang")), *rows))


def _named(one: ReportedGroup) -> str:
    """Its name, with what it is where the name does not begin with that."""
    kind = TemporaryKind(one["kind"]).label
    return one["name"] if one["name"].casefold().startswith(kind.casefold()) else f"{one['name']} ({kind.lower()})"


def _stands(one: ReportedLine) -> str:
    standing = Standing(one["standing"])
    return f"{standing.sign} {standing.label}"


def _heading(said: str) -> Paragraph:
    return Paragraph((Span(said),), title=True)


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
