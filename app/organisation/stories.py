"""The journal of units and people, in sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import get_day_names as _day_names
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app.core import journal
from app.core.database import db
from app.core.errors import N_
from app.core.journal import JournalEntry
from app.organisation.models import Person, Unit
from app.organisation.queries import names_of
from app.organisation.states import AbsenceRule, ContestRule, Role, StatutoryBody

SENTENCES = {
    "unit:create": N_("Kring toegevoegd"),
    "unit:change": N_("Kring gewijzigd"),
    "unit:set_terms": N_("Werkdagen en termijnen gewijzigd"),
    "unit:move": N_("Kring verplaatst"),
    "unit:set_up": N_("Opgericht als tijdelijke kring, tot en met %(until)s"),
    "unit:adjust": N_("Opdracht of einde aangepast: tot en met %(until)s"),
    "unit:stop": N_("Gestopt: %(reason)s"),
    "unit:end": N_("Laatste dag van de kring: %(on)s"),
    "unit:add_membership": N_("%(person)s: %(role)s vanaf %(starts_on)s"),
    "unit:end_membership": N_("%(person)s: %(role)s tot en met %(on)s"),
    "unit:withdraw_membership": N_("%(person)s: %(role)s gaat niet door"),
    "unit:report_absence": N_("%(person)s: langdurig afwezig vanaf %(absent_from)s"),
    "unit:report_return": N_("%(person)s: weer terug vanaf %(on)s"),
    "unit:agree": N_("%(what)s vanaf %(starts_on)s, door besluit %(number)s"),
    "unit:enter_agreement": N_("%(what)s ingevuld door beheer, vanaf %(starts_on)s"),
    "unit:end_agreement": N_("%(what)s geldt niet meer: besluit %(number)s is geëindigd"),
    "person:add": N_("Toegevoegd"),
    "person:change": N_("Gegevens gewijzigd"),
    "person:end": N_("Laatste dag: %(on)s"),
    "person:reinstate": N_("Weer toegelaten"),
    "person:set_administrator": N_("Beheerder geworden"),
    "person:unset_administrator": N_("Geen beheerder meer"),
    "person:invite": N_("Uitgenodigd om een wachtwoord te kiezen"),
    "person:set_password": N_("Wachtwoord gekozen"),
    "person:sign_out_everywhere": N_("Overal uitgelogd"),
    "person:make_calendar": N_("Adres voor de eigen agenda gemaakt"),
    "person:revoke_calendar": N_("Adres voor de eigen agenda ingetrokken"),
}
FIELDS = {
    "name": N_("Naam"),
    "email": N_("E-mailadres"),
    "level": N_("Sturingsniveau"),
    "purpose": N_("Doel"),
    "domain": N_("Domein"),
    "absence_rule": N_("Bij afwezigheid"),
    "statutory": N_("Orgaan volgens de wet"),
    "contest_days": N_("Dagen voor ‘dit is beleid’"),
    "contest_rule": N_("Als iemand zegt: dit is beleid"),
    "parent": N_("Bredere kring"),
    "working_weekdays": N_("Werkdagen"),
    "reopen_days": N_("Werkdagen om terug te komen op een besluit"),
    "written_days": N_("Werkdagen per fase van een schriftelijke ronde"),
}


@dataclass(frozen=True)
class Happening:
    """One thing that happened: what, when, by whom, and what it was before and after."""

    text: str
    at: datetime
    who: str
    changes: list[tuple[str, str, str]]


def story_of_unit(unit: Unit) -> list[Happening]:
    """What happened to a unit and the roles in it, the latest first. Three queries."""
    return _told(journal.entries("unit", unit.id))


def story_of_person(person: Person) -> list[Happening]:
    """What happened to somebody's account, the latest first. Three queries."""
    return _told(journal.entries("person", person.id))


def _told(entries: list[JournalEntry]) -> list[Happening]:
    contents = [dict(entry.payload.content) if entry.payload else {} for entry in entries]
    names = names_of({entry.actor for entry in entries} | {content.get("person", "") for content in contents})
    units = _names_of_units(contents)
    return [
        Happening(
            text=_sentence(entry, content, names),
            at=entry.at,
            who=names.get(entry.actor, _("Samensturen")),
            changes=_changes(content, units),
        )
        for entry, content in reversed(list(zip(entries, contents, strict=True)))
    ]


def _sentence(entry: JournalEntry, content: dict[str, Any], names: dict[str, str]) -> str:
    sentence = SENTENCES.get(f"{entry.subject_kind}:{entry.event}", entry.event)
    words = {name: _as_day(word) for name, word in content.items()}
    if "person" in content:
        words["person"] = names.get(content["person"], _("Iemand"))
        words["role"] = _(Role(content["role"]).label).lower()
    return str(_(sentence, **words))


def _changes(content: dict[str, Any], units: dict[int, str]) -> list[tuple[str, str, str]]:
    pairs = [(name, pair) for name, pair in content.items() if name in FIELDS and isinstance(pair, list)]
    return [
        (_(FIELDS[name]), _shown(name, before, units), _shown(name, after, units)) for name, (before, after) in pairs
    ]


def _shown(name: str, value: Any, units: dict[int, str]) -> str:
    if name == "parent":
        return units.get(value) or str(_("geen"))
    if name == "statutory" and value:
        return str(_(StatutoryBody(value).label))
    if name == "absence_rule":
        return str(_(AbsenceRule(value).label))
    if name == "working_weekdays":
        return ", ".join(_day_names("abbreviated", locale=get_locale())[int(day) - 1] for day in value)
    if name == "contest_rule":
        return str(_(ContestRule(value).label))
    if isinstance(value, bool):
        return str(_("ja") if value else _("nee"))
    if isinstance(value, int):
        return str(value)
    return str(value or _("leeg"))


def _as_day(word: Any) -> Any:
    try:
        return format_date(date.fromisoformat(word), "d MMMM y")
    except (TypeError, ValueError):
        return word


def _names_of_units(contents: list[dict[str, Any]]) -> dict[int, str]:
    ids = {key for content in contents if isinstance(content.get("parent"), list) for key in content["parent"] if key}
    if not ids:
        return {}
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {row.id: row.name for row in rows}
