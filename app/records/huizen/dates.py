"""Dates as people write them in Dutch: 15 december 2023, 15-12-2023, 2023-12-15, 5/7/23, 26 september."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("januari", "jan"), ("februari", "febr", "feb"), ("maart", "mrt", "maa"), ("april", "apr"), ("mei",),
    ("juni", "jun"), ("juli", "jul"), ("augustus", "aug"), ("september", "sept", "sep"), ("oktober", "okt"),
    ("november", "nov"), ("december", "dec"),
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<year_first>\d{{4}})-(?P<month_second>\d{{1,2}})-(?P<day_last>\d{{1,2}})
    | (?P<day>\d{{1,2}})(?:e|ste|de)?[ ]*[ -](?P<name>{_NAMES})\b\.?(?:[ ,]*[ -](?P<year>\d{{4}}\b|['’]\d{{2}}\b))?
    | (?P<day_first>\d{{1,2}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<year_last>\d{{4}}|\d{{2}})
    )(?!(?!T\d)\w|[-/]\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text, and where; `year` is None when the text does not name it."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def in_year(self, year: int) -> date | None:
        """The day in that year, None where the calendar has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def exact(self) -> date | None:
        """The day, when the text names the year and the calendar has it."""
        return self.in_year(self.year) if self.year else None


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Every date in the text, whole or without a year."""
    for found in _DATE.finditer(text):
        year = found["year_first"] or found["year"] or found["year_last"]
        month = found["month_second"] or found["month"]
        yield WrittenDate(
            day=int(found["day"] or found["day_first"] or found["day_last"]),
            month=int(month) if month else _MONTH_OF[found["name"].lower()],
            year=_whole_year(year.lstrip("'’")) if year else None,
            start=found.start(),
            end=found.end(),
        )


def read_date(text: str) -> tuple[date | None, str]:
    """The first whole date in the text, and the words around it."""
    for found in dates_in(text):
        if day := found.exact:
            return day, f"{text[: found.start]} {text[found.end :]}".strip()
    return None, text


def in_words(day: date) -> str:
    """The day as a Dutch reader expects it: 15 december 2023."""
    return f"{day.day} {_MONTHS[day.month - 1][0]} {day.year}"


def _whole_year(written: str) -> int:
    return int(written) if len(written) > 2 else _CENTURY + int(written)
