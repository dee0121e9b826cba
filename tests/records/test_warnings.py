"""What does not add up is said, once and plainly; what is in order is not spoken of."""

import pytest

from .test_fields import read


@pytest.mark.parametrize(
    ("advice", "elsewhere", "day"),
    [
        ("Een gesprek te voeren. Hiervoor is een bijeenkomst ingepland op 26 februari.", "", "26 februari 2024"),
        ("Dit te agenderen voor het overleg van 1-3-2024.", "", "1 maart 2024"),
        ("De raad te vragen dit te behandelen in de vergadering van 29 februari 2024.", "", "29 februari 2024"),
        ("Een bijeenkomst te organiseren op 26 juni.", "Op 26 juni 2023 is er tijd.", "26 juni 2023"),
        ("Een bijeenkomst te organiseren op 26 juni 2024.", "", None),
        ("Een bijeenkomst te organiseren op 26 juni.", "", None),
        ("Een bijeenkomst te organiseren op 26 februari.", "Op 26 februari 2025 is er tijd.", None),
        ("Kennisnemen van het verslag van de bijeenkomst van 26 februari.", "", None),
        ("Vast te stellen zoals besproken in het overleg van 26 februari 2024.", "", None),
        ("Het besluit van 26 februari 2024 in te trekken.", "", None),
        ("Geen bijeenkomst te plannen op 31 februari.", "", None),
    ],
)
def test_a_decision_later_than_the_meeting_it_asks_for(advice: str, elsewhere: str, day: str | None) -> None:
    warnings = read(f"Argumenten\n\n1.1 Het is nodig\n\n{elsewhere}\n", Advies=f"1. {advice}")["waarschuwingen"]
    if day is None:
        assert warnings == []
    else:
        (warning,) = warnings
        assert "12 maart 2024" in warning
        assert day in warning
        assert "advies 1" in warning


def test_the_warning_says_when_the_year_is_a_guess() -> None:
    (warning,) = read(Advies="Een bijeenkomst te organiseren op 26 februari.")["waarschuwingen"]
    assert "het jaar staat er niet bij" in warning


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Argumenten\n\n2.1 Kop\n\nTekst.", "Argument 2.1 hoort bij advies 2, maar dat advies staat er niet."),
        ("Argumenten\n\n1.1 Kop\n\n1.1 Nog een", "Argument 1.1 staat er meer dan eens."),
        (
            "Argumenten\n\n- Een\n- Twee",
            "De argumenten hebben geen nummer; ze zijn genummerd in de volgorde van het document.",
        ),
        (
            "Datum document\tspoedig",
            "Bij Datum document staat geen datum: ‘spoedig’. De tekst staat bij niet geplaatst.",
        ),
        (
            "Datum document\t1 mei 2023 en 2 mei 2023",
            "Bij Datum document staat meer dan één datum; 1 mei 2023 is gebruikt, de rest staat bij niet geplaatst.",
        ),
        ("Embargo t/m\t1 maart 2024", "Het embargo loopt t/m 1 maart 2024, vóór het besluit van 12 maart 2024."),
        ("Datum document\t1 mei 2024", "Het document is van 1 mei 2024, na het besluit van 12 maart 2024."),
        ("Vergadering van\t19 maart 2024", "De vergadering is op 19 maart 2024, na het besluit van 12 maart 2024."),
        (
            "Vertrouwelijkheid\tOpenbaar\nGeheimhouding\tJa",
            "Vertrouwelijkheid zegt ‘Openbaar’, maar er is geheimhouding opgelegd.",
        ),
        ("Bijlagen\n1. Een\n3. Drie", "De nummers van de bijlagen lopen niet door: 1 en 3."),
        (
            "Aanleiding\n\nZie bijlage 2.\n\nBijlagen\n1. Een",
            "De tekst verwijst naar bijlage 2, maar die staat niet bij de bijlagen.",
        ),
        ("Programma\tWonen", "Het veld ‘Programma’ kennen we niet; de tekst staat bij niet geplaatst."),
        (
            "Afdeling\tA\nAfdeling\tB",
            "Het veld Afdeling is meer dan eens ingevuld; "
            "de eerste tekst is gebruikt, de rest staat bij niet geplaatst.",
        ),
        (
            "Toelichting besluit\n\nHamerstuk.",
            "Onder ‘Toelichting besluit’ staat tekst zonder eigen veld; die staat bij niet geplaatst.",
        ),
        ("Embargo t/m\tn.v.t.", None),
        ("Embargo t/m\t12 maart 2024", None),
        ("Vergadering van\t12 maart 2024", None),
        ("Gewijzigd besloten\n\nNiet van toepassing", None),
        ("Argumenten\n\n7. Kop", None),
        ("Programma\t", None),
    ],
)
def test_each_kind_of_contradiction_has_its_own_sentence(text: str, warning: str | None) -> None:
    assert read(text)["waarschuwingen"] == ([warning] if warning else [])


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ({"Onderwerp": ""}, "Het veld Onderwerp ontbreekt of is leeg."),
        ({"Besluit": ""}, "Het veld Besluit ontbreekt of is leeg."),
        ({"Datum_besluit": ""}, "Het veld Datum besluit ontbreekt of is leeg."),
        ({"Advies": ""}, "Het veld Advies ontbreekt of is leeg."),
        ({"Datum_besluit": "later"}, "Bij Datum besluit staat geen datum: ‘later’. De tekst staat bij niet geplaatst."),
        ({"Advies": "1. Instemmen 3. Kennisnemen"}, None),
        (
            {"Besluit": "Akkoord (Gewijzigd besloten)"},
            "Er is gewijzigd besloten, maar bij Gewijzigd besloten staat niet wat er gewijzigd is.",
        ),
    ],
)
def test_what_a_decision_cannot_do_without_is_missed(header: dict[str, str], warning: str | None) -> None:
    assert read(**header)["waarschuwingen"] == ([warning] if warning else [])


def test_an_unchanged_decision_with_changes_is_a_contradiction() -> None:
    warnings = read("Gewijzigd besloten\n\nAdvies 2 vervalt.", Besluit="Akkoord (Ongewijzigd besloten)")[
        "waarschuwingen"
    ]
    assert warnings == ["Het besluit is ‘ongewijzigd’, maar bij Gewijzigd besloten staat wel een wijziging."]


def test_advices_whose_numbers_leave_one_out() -> None:
    warnings = read("Advies\n1. Instemmen\n3. Kennisnemen\n\nArgumenten\n\n3.1 Kop\n\n2.1 Kop\n", Advies="")[
        "waarschuwingen"
    ]
    assert warnings == [
        "De nummers van de adviezen lopen niet door: 1 en 3.",
        "Argument 2.1 hoort bij advies 2, maar dat advies staat er niet.",
    ]
