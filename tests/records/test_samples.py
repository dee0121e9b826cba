"""The samples that the demo ships: read as they should be, the awkward ones too."""

from pathlib import Path
from typing import Any

import pytest

from app.records.huizen import read_document, to_json

from .seeds import SAMPLES, assert_fits_schema

FACTS: dict[str, dict[str, Any]] = {
    "bewonersgroen.md": {
        "onderwerp": "Bewoners beheren het groen in hun straat",
        "datum_document": "2024-01-22",
        "datum_besluit": "2024-02-06",
        "bijlagen": ["Modelafspraak zelfbeheer", "Verslag van de straatgesprekken"],
        "waarschuwingen": [],
    },
    "vergaderzalen.html": {
        "documentnummer": "D.2100466",
        "vergadering": "Niet van toepassing",
        "datum_besluit": "2024-04-16",
        "kaders": ["Nota Maatschappelijk vastgoed", "Huisregels gemeentehuis"],
        "waarschuwingen": [],
    },
    "balie.txt": {
        "kaders": ["Dienstverleningsvisie Eikenburg", "Wet modernisering elektronisch bestuurlijk verkeer"],
        "alternatieven": None,
        "geheimhouding_toelichting": "Niet van toepassing",
        "waarschuwingen": [
            "Het besluit is van 12 november 2024, maar advies 2 gaat over een afspraak op 17 oktober 2024: "
            "die was toen al geweest."
        ],
    },
    "speelplek.txt": {
        "advies": ["Instemmen met het ontwerp van de waterspeelplek.", "Beschikbaar stellen van 45.000 euro."],
        "kanttekeningen": None,
        "niet_geplaatst": ["Besluit van college B&W van Eikenburg", "Programma: Spelen in elke wijk"],
        "waarschuwingen": ["Het veld ‘Programma’ kennen we niet; de tekst staat bij niet geplaatst."],
    },
    "fietsen.txt": {
        "zaaknummer": "Z.310777",
        "embargo": "2024-10-01",
        "financien": "De proef kost 18.000 euro. Een café naast het station betaalt mee.",
        "waarschuwingen": [],
    },
    "huisregels.md": {
        "documentnummer": None,
        "datum_document": None,
        "niet_geplaatst": [
            "Besluit van college B&W van Eikenburg",
            "Datum document: zodra bekend",
            "Advies: Wij stellen voor:",
            "Duurzaamheid: De regels hangen er op gerecycled papier.",
            "Communicatie: En een grapje erbij.",
        ],
    },
}
ARGUMENTS = {
    "bewonersgroen.md": [("1.1", 1), ("1.2", 1), ("2.1", 2)],
    "vergaderzalen.html": [("1", None), ("2", None)],
    "balie.txt": [("1.1", 1), ("2.1", 2)],
    "speelplek.txt": [("1", None), ("2", None), ("3", None)],
    "fietsen.txt": [("1.1", 1), ("1.2", 1), ("2.1", 2)],
    "huisregels.md": [("1.1", 1), ("4.1", 4)],
}


def sample(name: str) -> Path:
    return next(path for path in SAMPLES if path.name == name)


def test_every_sample_is_told_of_here() -> None:
    assert {path.name for path in SAMPLES} == FACTS.keys() == ARGUMENTS.keys()


@pytest.mark.parametrize("name", FACTS)
def test_a_sample_is_read_as_it_should_be(name: str) -> None:
    document = to_json(read_document(sample(name)))
    assert {field: document[field] for field in FACTS[name]} == FACTS[name]
    assert [(each["nummer"], each["advies"]) for each in document["argumenten"]] == ARGUMENTS[name]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", FACTS)
def test_a_sample_fits_the_schema(name: str) -> None:
    assert_fits_schema(to_json(read_document(sample(name))))
