"""What the parser makes of a field, one plain sentence a row."""

from typing import Any

import pytest

from app.records.huizen import parse_document, to_json

from .words import words_in

CORE = {
    "Zaaknummer / Documentnummer": "Z.1 / D.2",
    "Onderwerp": "Een titel",
    "Advies": "Instemmen",
    "Besluit": "Akkoord",
    "Datum besluit": "12 maart 2024",
}


def read(text: str = "", **header: str) -> dict[str, Any]:
    """Import a small document: the fields that none can do without, and then this text."""
    fields = {**CORE, **{label.replace("_", " "): value for label, value in header.items()}}
    return to_json(parse_document("".join(f"{label}\t{value}\n" for label, value in fields.items()) + "\n" + text))


@pytest.mark.parametrize(
    ("written", "case", "document", "left_over"),
    [
        ("Z.180338 / D.1529312", "Z.180338", "D.1529312", []),
        ("Z.180338/D.1529312", "Z.180338", "D.1529312", []),
        ("z 180338  -  d.1529312", "Z.180338", "D.1529312", []),
        ("D.1529312 / Z.180338", "Z.180338", "D.1529312", []),
        ("Z.180338", "Z.180338", None, []),
        ("Z.180338 /", "Z.180338", None, []),
        ("/ D.1529312", None, "D.1529312", []),
        ("180338 / 1529312", "180338", "1529312", []),
        ("2024-0017", "2024-0017", None, []),
        ("Zaaknummer: Z.1 / Documentnummer: D.2", "Z.1", "D.2", []),
        ("Z.1 / D.2 / D.3", "Z.1", "D.2", ["Zaaknummer / Documentnummer: D.3"]),
        ("Z.1 / D.2 (concept)", "Z.1", "D.2", ["Zaaknummer / Documentnummer: (concept)"]),
        ("nog onbekend", None, None, ["Zaaknummer / Documentnummer: nog onbekend"]),
        ("", None, None, []),
    ],
)
def test_the_two_numbers_are_told_apart(
    written: str, case: str | None, document: str | None, left_over: list[str]
) -> None:
    found = read(**{"Zaaknummer / Documentnummer": written})
    assert (found["zaaknummer"], found["documentnummer"], found["niet_geplaatst"]) == (case, document, left_over)


def test_the_two_numbers_may_be_fields_of_their_own() -> None:
    found = read("Documentnummer\tD.44\nZaaknummer\tZ.33\n", **{"Zaaknummer / Documentnummer": ""})
    assert (found["zaaknummer"], found["documentnummer"]) == ("Z.33", "D.44")


@pytest.mark.parametrize(
    ("written", "day", "left_over"),
    [
        ("15 december 2023", "2023-12-15", ""),
        ("15 Dec. 2023", "2023-12-15", ""),
        ("1e mei 2024", "2024-05-01", ""),
        ("15-12-2023", "2023-12-15", ""),
        ("15/12/2023", "2023-12-15", ""),
        ("5.7.23", "2023-07-05", ""),
        ("2023-12-15", "2023-12-15", ""),
        ("15 december '23", "2023-12-15", ""),
        ("15\u00a0december\u00a02023", "2023-12-15", ""),
        ("vrijdag 15 december 2023", "2023-12-15", "vrijdag"),
        ("15 december 2023 (onder voorbehoud)", "2023-12-15", "(onder voorbehoud)"),
        ("2023-12-15T09:30", "2023-12-15", "T09:30"),
        ("31 februari 2024", None, "31 februari 2024"),
        ("15 december", None, "15 december"),
        ("15-13-2023", None, "15-13-2023"),
        ("zo snel mogelijk", None, "zo snel mogelijk"),
        ("", None, ""),
    ],
)
def test_a_date_is_read_and_other_words_are_kept(written: str, day: str | None, left_over: str) -> None:
    found = read(Datum_document=written)
    assert found["datum_document"] == day
    assert found["niet_geplaatst"] == ([f"Datum document: {left_over}"] if left_over else [])


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Kantttekeningen", "kanttekeningen"),
        ("Kantekeningen", "kanttekeningen"),
        ("KANTTEKENINGEN", "kanttekeningen"),
        ("Alternatievn", "alternatieven"),
        ("Financien", "financien"),
        ("Comunicatie", "communicatie"),
        ("Particpiatie", "participatie"),
        ("Doel / beoogd effect", "doel"),
        ("Uitvoering", "uitvoering"),
        ("Medegeadviseerd door", "mede_geadviseerd_door"),
    ],
)
@pytest.mark.parametrize(
    "form", ["\n{}\n\nTekst.\n", "**{}**\nTekst.\n", "### {}\nTekst.\n", "{}\tTekst.\n", "{} | Tekst.\n"]
)
def test_a_slip_of_the_pen_in_a_label_is_forgiven(label: str, field: str, form: str) -> None:
    found = read(form.format(label))
    assert (found[field], found["niet_geplaatst"]) == ("Tekst.", [])


@pytest.mark.parametrize(
    "line", ["Aanleiding x", "Aanleidin x", "Kader x", "Vergadering A", "Bijlage A", "x Kanttekeningen"]
)
def test_a_small_word_beside_a_label_is_kept(line: str) -> None:
    word = next(word for word in line.split() if len(word) < 4)
    found = read(f"Opsteller\tAnna\n\n{line}\n\nTekst.\n")
    assert words_in(found)[word.casefold()] == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Besluit van de raad volgt later.",
        "Communicatie is belangrijk.",
        "Het advies, de kaders en de argumenten staan hieronder.",
        "Wij geven dit advies\nen dat besluit\nnog eens.",
        "- Communicatie: een brief.",
        "- Participatie",
        "1. Communicatie en participatie",
        "Bijlage 3 gaat over de kosten.",
        "Advies 2 is later toegevoegd.",
        "**Let op** dit is van belang.",
        "**Communicatie** moet eenvoudig zijn.",
        "Planning: eerst het ontwerp.",
        "Kosten zijn < 5 en baten > 3 euro.",
        "De verhouding a | b blijft gelijk.",
    ],
)
def test_an_ordinary_sentence_is_not_taken_for_a_heading(sentence: str) -> None:
    text = f"Aanleiding\n\nEerst dit.\n\n{sentence}\n\nDaarna dat.\n\nParticipatie\n\nJa.\n\nCommunicatie\n\nNee.\n"
    found = read(text)
    assert (found["participatie"], found["communicatie"], found["niet_geplaatst"]) == ("Ja.", "Nee.", [])
    assert found["aanleiding"].startswith("Eerst dit.\n\n")
    assert found["aanleiding"].endswith("\n\nDaarna dat.")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Programma\tWonen\n", "Programma: Wonen"),
        ("Programma | Wonen\n", "Programma: Wonen"),
        ("Programma: Wonen\n", "Programma: Wonen"),
        ("**Programma** Wonen\n", "Programma: Wonen"),
        ("**Programma:** Wonen\n", "Programma: Wonen"),
        ("### Programma\n\nWonen\n\n- hoog\n- laag\n", "Programma: Wonen\n\n- hoog\n- laag"),
        ("<table><tr><td>Programma</td><td>Wonen</td></tr></table>", "Programma: Wonen"),
        ("<dl><dt>Programma</dt><dd>Wonen</dd></dl>", "Programma: Wonen"),
        ("Programma\n\nWonen\n", "Programma: Wonen"),
    ],
)
def test_a_field_that_the_layout_does_not_know_is_kept_whole(text: str, kept: str) -> None:
    assert read(text)["niet_geplaatst"] == [kept]


@pytest.mark.parametrize(
    "form", ["**{}**\n\n{}\n\n", "**{}** {}\n\n", "### {}\n{}\n\n", "{}\n\n{}\n\n", "{}\t{}\n", "**{}:** {}\n\n"]
)
def test_an_unknown_field_in_the_body_is_written_as_the_known_ones_are(form: str) -> None:
    labels = ["Aanleiding", "Kanttekeningen", "Duurzaamheid", "Financiën", "Participatie"]
    found = read("".join(form.format(label, f"Over {label}.") for label in labels))
    assert found["kanttekeningen"] == "Over Kanttekeningen."
    assert found["niet_geplaatst"] == ["Duurzaamheid: Over Duurzaamheid."]


def test_an_unknown_field_among_headings_alone_on_their_line_is_no_text_of_the_field_before() -> None:
    found = read(
        "Financiën\n\nEr is geld.\n\nJuridische aspecten\n\nGeen.\n\nParticipatie\n\nJa.\n\nCommunicatie\n\nJa.\n"
    )
    assert found["financien"] == "Er is geld."
    assert found["niet_geplaatst"] == ["Juridische aspecten: Geen."]


def test_text_under_a_heading_that_only_gathers_fields_is_kept() -> None:
    assert read("Toelichting besluit\n\nConform besloten.\n")["niet_geplaatst"] == [
        "Toelichting besluit: Conform besloten."
    ]


def test_the_first_geheimhouding_is_that_of_the_head_and_the_second_its_explanation() -> None:
    found = read("Geheimhouding\tNee\n\nAanleiding\n\nX.\n\n**Geheimhouding** | Openbaar\n")
    assert (found["geheimhouding"], found["geheimhouding_toelichting"]) == ("Nee", "Openbaar")


def test_an_empty_geheimhouding_in_the_head_does_not_move_up_the_second() -> None:
    found = read("Geheimhouding\t\n\nAanleiding\n\nX.\n\nGeheimhouding | Openbaar\n")
    assert (found["geheimhouding"], found["geheimhouding_toelichting"]) == (None, "Openbaar")


def test_of_a_field_that_is_there_twice_the_first_that_is_filled_in_counts_and_the_other_is_kept() -> None:
    found = read("Communicatie\n\nBrief.\n\n**Communicatie**\n\nKrant.\n\nParticipatie\t\nParticipatie\tJa.\n")
    assert (found["communicatie"], found["participatie"]) == ("Brief.", "Ja.")
    assert found["niet_geplaatst"] == ["Communicatie: Krant."]


@pytest.mark.parametrize(
    ("text", "advices"),
    [
        ("1. Instemmen\n2. Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("1) Instemmen\n2) Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("1. Instemmen 2. Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("<ol> 1. Instemmen 2. Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("<ol><li>Instemmen</li><li>Kennisnemen</li></ol>", ["Instemmen", "Kennisnemen"]),
        ("<ol><li>1. Instemmen</li><li>2. Kennisnemen</li></ol>", ["Instemmen", "Kennisnemen"]),
        ("Advies 1: Instemmen\n\nAdvies 2: Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("- Instemmen\n- Kennisnemen", ["Instemmen", "Kennisnemen"]),
        ("<b>Advies</b>\n| <ol> <li>1. Instemmen</li>\n<li>2. Kennisnemen</li> </ol> |", ["Instemmen", "Kennisnemen"]),
        ("1.\tInstemmen\n2.\tKennisnemen", ["Instemmen", "Kennisnemen"]),
        ("Instemmen", ["Instemmen"]),
        ("1. Instemmen met\n   - dit\n   - dat\n2. Kennisnemen", ["Instemmen met\n\n- dit\n- dat", "Kennisnemen"]),
        (
            "1. Instemmen met wat over de bladzijde\n\nheen loopt.\n2. Kennisnemen",
            ["Instemmen met wat over de bladzijde heen loopt.", "Kennisnemen"],
        ),
        ("1. Betalen van 1. 500 euro aan artikel 2. van de wet", ["Betalen van 1. 500 euro aan artikel 2. van de wet"]),
    ],
)
def test_advices_are_lines_without_their_numbers(text: str, advices: list[str]) -> None:
    assert read(f"Advies\n\n{text}\n", Advies="")["advies"] == advices


ONE, TWO = ("1.1", 1, "Kop een", "Tekst een."), ("2.1", 2, "Kop twee", "Tekst twee.")


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("1.1 Kop een\n\nTekst een.\n\n2.1 Kop twee\n\nTekst twee.", [ONE, TWO]),
        ("1.1 Kop een\nTekst een.\n2.1 Kop twee\nTekst twee.", [ONE, TWO]),
        ("*1.1 Kop een*\nTekst een.\n*2.1 Kop twee*\nTekst twee.", [ONE, TWO]),
        ("**1.1** Kop een  \nTekst een.\n\n**2.1** Kop twee  \nTekst twee.", [ONE, TWO]),
        ("1.1 *Kop een* Tekst een.\n\n2.1 *Kop twee* Tekst twee.", [ONE, TWO]),
        ("#### 1.1 Kop een\nTekst een.\n#### 2.1 Kop twee\nTekst twee.", [ONE, TWO]),
        ("1.1. Kop een\nTekst een.\n\n2.1: Kop twee\nTekst twee.", [ONE, TWO]),
        ("Argument 1.1: Kop een\n\nTekst een.\n\nArgument 2.1: Kop twee\n\nTekst twee.", [ONE, TWO]),
        ("- 1.1 Kop een\nTekst een.\n- 2.1 Kop twee\nTekst twee.", [ONE, TWO]),
        ("<p><i>1.1 Kop een</i></p><p>Tekst een.</p><p><i>2.1 Kop twee</i></p><p>Tekst twee.</p>", [ONE, TWO]),
        ("<p><b>1.1 Kop een</b><br>Tekst een.</p><p><b>2.1 Kop twee</b><br>Tekst twee.</p>", [ONE, TWO]),
        ("1. *Kop een*  \nTekst een.\n2. *Kop twee*  \nTekst twee.", [("1", None, *ONE[2:]), ("2", None, *TWO[2:])]),
        ("1. Kop een\n\nTekst een.\n\n2. Kop twee\n\nTekst twee.", [("1", None, *ONE[2:]), ("2", None, *TWO[2:])]),
        ("(1.1) Kop een\nTekst een.\n\n(2.1) Kop twee\nTekst twee.", [ONE, TWO]),
        ("1.1 Kop die over de\n\nbladzijde loopt\n\nTekst.", [("1.1", 1, "Kop die over de bladzijde loopt", "Tekst.")]),
        ("1.1 Kop een\n\n1.2 Kop twee", [("1.1", 1, "Kop een", None), ("1.2", 1, "Kop twee", None)]),
        (
            "1. Kop een\n1. eerst\n2. dan\n\n2. Kop twee",
            [("1", None, "Kop een", "1. eerst\n2. dan"), ("2", None, "Kop twee", None)],
        ),
        ("1.1 Kop een\nLijst:\n1. Eerst\n2. Dan", [("1.1", 1, "Kop een", "Lijst:\n\n1. Eerst\n2. Dan")]),
        (
            "1.1 Kop die over meer dan een enkele regel\nloopt\n\nTekst.",
            [("1.1", 1, "Kop die over meer dan een enkele regel loopt", "Tekst.")],
        ),
        ("- Goed\n- Goedkoop", [("1", None, "Goed", None), ("2", None, "Goedkoop", None)]),
        ("**Goed**\n\nWant.\n\n**Goedkoop**\n\nDus.", [("1", None, "Goed", "Want."), ("2", None, "Goedkoop", "Dus.")]),
    ],
)
def test_arguments_have_a_number_a_title_and_a_text(text: str, arguments: list[tuple[Any, ...]]) -> None:
    found = read(f"Argumenten\n\n{text}\n\nKanttekeningen\n\nGeen.\n")
    assert [tuple(argument.values()) for argument in found["argumenten"]] == arguments
    assert found["kanttekeningen"] == "Geen."


def test_what_stands_above_the_first_argument_is_kept() -> None:
    found = read("Argumenten\n\nEr zijn twee redenen.\n\n1.1 Kop\n\nTekst.\n")
    assert found["niet_geplaatst"] == ["Argumenten: Er zijn twee redenen."]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Een zin\ndie doorloopt.", "Een zin die doorloopt."),
        (
            "Hier eindigt de bladzijde midden in een\n\nzin die daarna verdergaat.",
            "Hier eindigt de bladzijde midden in een zin die daarna verdergaat.",
        ),
        (
            "Een zin die eindigt op de\n\nPagina 2 van 3\n\nvolgende bladzijde.",
            "Een zin die eindigt op de volgende bladzijde.",
        ),
        ("Het college heeft\n\nonlangs ingestemd.", "Het college heeft onlangs ingestemd."),
        ("De raad\n\nzal besluiten.", "De raad zal besluiten."),
        ("Er is geld (zie de begroting;\n\nblad 3).", "Er is geld (zie de begroting; blad 3)."),
        ("Wij kopen hout e.d.\n\nvoor de bank.", "Wij kopen hout e.d. voor de bank."),
        ("- een lijst met werk\n\ndat doorloopt\n- nog een", "- een lijst met werk dat doorloopt\n- nog een"),
        ("Planning\n\neerst dit.", "Planning\n\neerst dit."),
        ("veilig werken in het team\n\ngewaardeerd worden", "veilig werken in het team\n\ngewaardeerd worden"),
        ("Punten zonder zin\n\na. eerst\n\nb. daarna", "Punten zonder zin\n\na. eerst\n\nb. daarna"),
        ("Dit is een hele zin.\n\nen dit begint klein.", "Dit is een hele zin.\n\nen dit begint klein."),
        ("Een lijst:\n\n- een\n\n- twee", "Een lijst:\n\n- een\n- twee"),
        ("• een • twee • drie", "- een\n- twee\n- drie"),
        ("Kort: • een • twee", "Kort:\n\n- een\n- twee"),
        ("-\teen\n-\ttwee", "- een\n- twee"),
        ("1) een\n2) twee", "1. een\n2. twee"),
        ("- een\n  - een punt een\n- twee", "- een\n    - een punt een\n- twee"),
        ("Eerste regel<br>Tweede regel", "Eerste regel  \nTweede regel"),
        ("Eerste<br><br>Tweede", "Eerste\n\nTweede"),
        ("<p>Een <b>vet</b> en <em>schuin</em> woord.</p>", "Een **vet** en *schuin* woord."),
        ('Zie <a href="https://huizen.nl/stuk">het stuk</a>.', "Zie [het stuk](https://huizen.nl/stuk)."),
        ("| Jaar | Kosten |\n|---|---|\n| 2024 | 10 |", "| Jaar | Kosten |\n| --- | --- |\n| 2024 | 10 |"),
        ("Jaar\tKosten\n2024\t10", "| Jaar | Kosten |\n| --- | --- |\n| 2024 | 10 |"),
        (
            "<table><tr><td>Advies</td><td>5</td></tr><tr><td>Werk</td><td>7</td></tr></table>",
            "| Advies | 5 |\n| --- | --- |\n| Werk | 7 |",
        ),
        ("Met de afdeling P&O; &eacute;&eacute;n keer, caf&#233;.", "Met de afdeling P&O; één keer, café."),
        (
            "team- en\nclusterplannen van de organisatie-\nadviseur",
            "team- en clusterplannen van de organisatie-adviseur",
        ),
    ],
)
def test_text_becomes_tidy_markdown(text: str, markdown: str) -> None:
    assert read(f"Financiën\n\n{text}\n\nParticipatie\n\nJa.\n")["financien"] == markdown


def test_lines_lose_their_bullets_and_numbers_and_stay_in_order() -> None:
    found = read("Kaders\n\n- Visie\n- Nota met een lange naam die\n  verdergaat\n\nBijlagen\n1. Een\n2. Twee\n")
    assert found["kaders"] == ["Visie", "Nota met een lange naam die verdergaat"]
    assert found["bijlagen"] == ["Een", "Twee"]


def test_a_label_of_the_layout_may_be_a_value() -> None:
    found = read("Communicatie\tUitvoering\n\nUitvoering en evaluatie\n\nIn mei.\n", Onderwerp="Participatie")
    assert (found["onderwerp"], found["communicatie"], found["uitvoering"]) == ("Participatie", "Uitvoering", "In mei.")


def test_a_title_that_returns_on_each_page_is_no_text_but_it_may_be_the_subject() -> None:
    found = to_json(
        parse_document(
            "Groen in de straat\n\nOnderwerp\n\nGroen in de straat\n\nBesluit\n\nAkkoord\n\n"
            "Datum besluit\n\n1 mei 2024\n\nAdvies\n\nDoen.\n\n"
            "Aanleiding\n\nDe bladzijde eindigt midden in\n\nGroen in de straat\nPagina 2\n\neen zin.\n"
        )
    )
    assert (found["onderwerp"], found["aanleiding"]) == (
        "Groen in de straat",
        "De bladzijde eindigt midden in een zin.",
    )
    assert found["niet_geplaatst"] == ["Groen in de straat", "Groen in de straat", "Pagina 2"]


def test_labels_that_run_on_into_their_text_are_found_where_the_layout_has_them() -> None:
    found = to_json(
        parse_document(
            "Besluit van college\n\nZaaknummer / Documentnummer Z.1 / D.2\nOnderwerp Een titel\nOpsteller Jansen, Jo\n"
            "Afdeling team Groen\nBesluit Akkoord\nDatum besluit 3 mei 2024\n\nAdvies Instemmen\n\n"
            "Aanleiding Er is een reden.\n\nCommunicatie Zie hieronder\n\nUitvoering en evaluatie In mei.\n"
        )
    )
    assert (found["onderwerp"], found["opsteller"], found["afdeling"]) == ("Een titel", "Jansen, Jo", "team Groen")
    assert (found["besluit"], found["aanleiding"], found["communicatie"]) == (
        "Akkoord",
        "Er is een reden.",
        "Zie hieronder",
    )
    assert found["uitvoering"] == "In mei."
    assert found["niet_geplaatst"] == ["Besluit van college"]
