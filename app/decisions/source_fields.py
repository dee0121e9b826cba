"""What a document said that was taken over: its fields with a label each, in the order of the Huizen form."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.errors import N_

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)")
LABELS: dict[str, str] = {
    "zaaknummer": N_("Zaaknummer"),
    "documentnummer": N_("Documentnummer"),
    "datum_document": N_("Datum document"),
    "opsteller": N_("Opsteller"),
    "afdeling": N_("Afdeling"),
    "portefeuillehouder": N_("Portefeuillehouder"),
    "vergadering": N_("Vergadering van"),
    "vertrouwelijkheid": N_("Vertrouwelijkheid"),
    "geheimhouding": N_("Geheimhouding"),
    "embargo": N_("Embargo t/m"),
    "besluit": N_("Besluit"),
    "datum_besluit": N_("Datum besluit"),
    "waarschuwingen": N_("Let op"),
}


def source_fields(source: Mapping[str, Any]) -> list[tuple[str, str | date | list[str]]]:
    """The fields that say something, each with its label; those we have no label for come last, by their name."""
    in_order = [name for name in LABELS if name in source] + [name for name in source if name not in LABELS]
    shown = ((LABELS.get(name) or name.replace("_", " ").capitalize(), _shown(source[name])) for name in in_order)
    return [(label, value) for label, value in shown if value]


def _shown(value: Any) -> str | date | list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {one}" for name, one in value.items() if one]
    if isinstance(value, list | tuple):
        return [str(one) for one in value if one]
    written = "" if value is None else str(value)
    return date.fromisoformat(written) if _DAY.fullmatch(written) else written
