"""What a document said that was taken over: its fields with a label each, in the order of the Huizen form."""

from collections.abc import Mapping
from typing import Any

from app.core.errors import N_

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


def source_fields(source: Mapping[str, Any]) -> list[tuple[str, str | list[str]]]:
    """The fields that say something, as (label, text or lines); fields we have no label for come last, by their name."""
    in_order = [name for name in LABELS if name in source] + [name for name in source if name not in LABELS]
    shown = ((LABELS.get(name) or name.replace("_", " ").capitalize(), _shown(source[name])) for name in in_order)
    return [(label, value) for label, value in shown if value]


def _shown(value: Any) -> str | list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {one}" for name, one in value.items() if one]
    if isinstance(value, list | tuple):
        return [" ".join(_shown(one)) if not isinstance(one, str) else one for one in value if one]
    return "" if value is None else str(value)
