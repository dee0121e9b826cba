"""Both real decisions come in as a secretary would want them, without losing a word.

The texts are not ours to publish: long ones are held by their first and last words and the number of words between.
"""

import time
from collections import Counter
from functools import cache
from typing import Any

import pytest

from app.records.huizen import read_document, to_json

from .seeds import assert_fits_schema, seed
from .words import words_in, words_of


@cache
def imported(number: int) -> dict[str, Any]:
    return to_json(read_document(seed(number)))


def assert_text(text: str | None, first: str, last: str, words: int) -> None:
    assert text is not None
    assert text.startswith(first)
    assert text.endswith(last)
    assert sum(words_of(text).values()) == words


HEADERS = {
    1: {
        "zaaknummer": "Z.180338",
        "documentnummer": "D.1529312",
        "datum_document": None,
        "onderwerp": "Sturingsfilosofie en jaarplannen",
        "afdeling": "team Personeel en Organisatie",
        "vergadering": None,
        "vertrouwelijkheid": "Openbaar",
        "geheimhouding": "Nee",
        "embargo": None,
        "besluit": "Akkoord (Ongewijzigd besloten)",
        "datum_besluit": "2023-12-15",
        "gewijzigd_besloten": None,
        "geheimhouding_toelichting": "Niet van toepassing",
        "mede_geadviseerd_door": "Besproken en geaccordeerd in CMT 5/7/23.",
        "niet_geplaatst": ["Besluit van college B&W van Huizen"],
        "bijlagen": ["Presentatie Sturingsfilosofie en werkwijze jaarplannen", "Advies Opgavegericht werken"],
    },
    2: {
        "zaaknummer": "Z.180338",
        "documentnummer": "D.1428700",
        "datum_document": None,
        "onderwerp": "Voortgang reisprogramma en Lonkend Perspectief",
        "afdeling": "team Personeel en Organisatie",
        "vergadering": "Niet van toepassing",
        "vertrouwelijkheid": "Openbaar",
        "geheimhouding": "Nee",
        "embargo": None,
        "besluit": "Akkoord (Ongewijzigd besloten)",
        "datum_besluit": "2022-11-29",
        "gewijzigd_besloten": None,
        "kanttekeningen": None,
        "alternatieven": None,
        "financien": "Niet van toepassing",
        "communicatie": "Zie Uitvoering",
        "geheimhouding_toelichting": "Openbaar",
        "mede_geadviseerd_door": "CMT",
        "niet_geplaatst": ["Besluit van college B&W van Huizen"],
        "bijlagen": ["Voortgangsrapportage reisprogramma nov '22", "Lonkend Perspectief november 2022"],
        "waarschuwingen": [],
    },
}

TEXTS = [
    (1, "aanleiding", "Als onderdeel van", "voor de jaarplannen.", 92),
    (1, "doel", '"Als organisatie betrouwbaar', "uit lonkend perspectief)", 26),
    (1, "kanttekeningen", "- Herhaling van", "en lokale samenleving.", 114),
    (1, "alternatieven", "- Aanvullen /", "verband met werkdruk)", 37),
    (1, "financien", "De ondersteuning van", "en/of organisatie ontwikkeling.", 87),
    (1, "participatie", "Er is op", "organisatie en sturing.", 22),
    (1, "communicatie", "De sturingsfilosofie en", "centraal via InHuiz.", 46),
    (1, "uitvoering", "De sturingsfilosofie is", "met het college.", 165),
    (2, "aanleiding", "Het college heeft", "strategie en kernwaarden.", 125),
    (2, "doel", "Doelgericht en in", "concern ontwikkelprogramma).", 36),
    (2, "participatie", "Tot nu toe", "voor hen betekent.", 36),
    (2, "uitvoering", "Met het vaststellen", "nieuwe Lonkend Perspectief.", 164),
]

LISTS = [
    (1, "advies", ["Onderschrijven van de", "Onderschrijven van een", "Instemmen met de", "Instemmen met het"], 101),
    (2, "advies", ["Kennisnemen van de", "Instemmen met het", "Instemmen met het"], 78),
    (
        1,
        "kaders",
        [
            "Collegeprogramma 22-26",
            "Bestuurlijke opdracht voor",
            "Lonkend Perspectief",
            "Collegebesluit Opgavegericht werken",
        ],
        19,
    ),
    (2, "kaders", ["Bestuursopdracht Concern Ontwikkelprogramma"], 10),
]

ARGUMENTS = {
    1: [
        ("1.1", 1, "De sturingsfilosofie is", "het lonkend perspectief", 9, 196),
        ("1.2", 1, "Nog dit jaar", "aan de sturingsfilosofie", 7, 159),
        ("1.3", 1, "De sturingsfilosofie en", "het Lonkend perspectief", 1, 68),
        ("2.1", 2, "Geselecteerde gevoelens geven", "binnen de organisatie", 2, 152),
        ("3.1", 3, "College is mede-eigenaar", "van de sturingsfilosofie", 6, 170),
        ("4.1", 4, "Sturingsfilosofie gaat ook", "organisatie en college", 4, 122),
    ],
    2: [
        ("1", None, "Lonkend Perspectief is", "in ambtelijke werkgroep", 1, 65),
        ("2", None, "Eerdere versies van", "en met CMT/College", 1, 79),
        ("3", None, "Huidige versie geeft", "met de organisatie", 1, 98),
        ("4", None, "Voorstellen voor toekomstige", "aan het college", 1, 86),
    ],
}


@pytest.mark.parametrize("number", [1, 2])
def test_it_fits_the_schema(number: int) -> None:
    assert_fits_schema(imported(number))


@pytest.mark.parametrize("number", [1, 2])
def test_the_short_fields(number: int) -> None:
    document = imported(number)
    assert {name: document[name] for name in HEADERS[number]} == HEADERS[number]


@pytest.mark.parametrize(("number", "field", "first", "last", "words"), TEXTS)
def test_the_texts(number: int, field: str, first: str, last: str, words: int) -> None:
    assert_text(imported(number)[field], first, last, words)


@pytest.mark.parametrize(("number", "field", "beginnings", "words"), LISTS)
def test_the_lists(number: int, field: str, beginnings: list[str], words: int) -> None:
    lines = imported(number)[field]
    assert [line[: len(begin)] for line, begin in zip(lines, beginnings, strict=True)] == beginnings
    assert sum(sum(words_of(line).values()) for line in lines) == words


@pytest.mark.parametrize("number", [1, 2])
def test_the_arguments(number: int) -> None:
    found = [
        (
            argument["nummer"],
            argument["advies"],
            " ".join(argument["kop"].split()[:3]),
            " ".join(argument["kop"].split()[-3:]),
            len([line for line in argument["tekst"].split("\n") if line]),
            sum(words_of(argument["tekst"]).values()),
        )
        for argument in imported(number)["argumenten"]
    ]
    assert found == ARGUMENTS[number]


def test_the_person_who_wrote_it_and_the_alderman_are_names_and_nothing_else() -> None:
    for number in (1, 2):
        document = imported(number)
        assert sum(words_of(document["opsteller"]).values()) == 4
        assert sum(words_of(document["portefeuillehouder"]).values()) == 2


@pytest.mark.parametrize(
    ("number", "torn"),
    [
        (1, "verder lokaal invulling aan gegeven."),
        (1, "De eerste jaarplannen worden"),
        (2, "en de voor dat programma"),
        (2, "in CMT en college start"),
    ],
)
def test_what_a_page_break_tore_apart_is_whole_again(number: int, torn: str) -> None:
    document = imported(number)
    texts = [*document.values(), *(argument["tekst"] for argument in document["argumenten"])]
    assert any(isinstance(text, str) and torn in text for text in texts)


def test_numbers_in_the_middle_of_a_sentence_are_no_list() -> None:
    assert "1) veilig, 2) gewaardeerd 3) gehoord" in imported(1)["argumenten"][3]["tekst"]


def test_a_decision_later_than_the_meeting_it_asks_for_is_warned_about_and_nothing_else_is() -> None:
    (warning,) = imported(1)["waarschuwingen"]
    assert "15 december 2023" in warning
    assert "26 september 2023" in warning
    assert "advies 4" in warning


LABELS = """
    Zaaknummer / Documentnummer  Datum document  Onderwerp  Opsteller  Afdeling  Portefeuillehouder  Vergadering van
    Vertrouwelijkheid  Geheimhouding  Embargo t/m  Besluit  Datum besluit  Toelichting besluit  Advies
    Gewijzigd besloten  Aanleiding  Kaders  Doel/beoogd effect  Argumenten  Alternatieven  Financiën  Participatie
    Communicatie  Uitvoering en evaluatie  Geheimhouding  Mede geadviseerd door  Bijlagen
"""


@pytest.mark.parametrize(
    ("number", "caveats", "items"), [(1, "Kanttekeningen", "1 2 3 4 1 2"), (2, "Kantttekeningen", "1 2 3 1 2")]
)
def test_every_word_of_the_source_is_there_exactly_as_often(number: int, caveats: str, items: str) -> None:
    source = words_of(seed(number).read_text(encoding="utf-8"))
    labels_and_numbers_of_items = words_of(LABELS) + words_of(caveats) + Counter(items.split())
    assert words_in(imported(number)) == source - labels_and_numbers_of_items


@pytest.mark.parametrize("number", [1, 2])
def test_it_is_read_in_a_moment(number: int) -> None:
    path = seed(number)
    times = []
    for _ in range(3):
        begin = time.process_time()
        read_document(path)
        times.append(time.process_time() - begin)
    assert min(times) < 0.1
