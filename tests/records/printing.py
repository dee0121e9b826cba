"""Prints one and the same decision document in many ways: the mixtures of markup that an import may meet.

`FIELDS` is a document of our own writing. `printed()` is a Hypothesis strategy for texts that all say just that.
"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

EXPECTED: dict[str, Any] = {
    "zaaknummer": "Z.204411",
    "documentnummer": "D.1700233",
    "datum_document": None,
    "onderwerp": "Groen schoolplein bij de Fontein & de Kolk",
    "opsteller": "Veen, Marit van der",
    "afdeling": "team Openbare ruimte",
    "portefeuillehouder": "R. Dijkhof",
    "vergadering": None,
    "vertrouwelijkheid": "Openbaar",
    "geheimhouding": "Nee",
    "embargo": "2024-04-01",
    "besluit": "Akkoord (Ongewijzigd besloten)",
    "datum_besluit": "2024-03-12",
    "advies": [
        "Instemmen met de proef met een groen schoolplein, zoals beschreven in bijlage 1",
        "Kennisnemen van de reacties van ouders en kinderen.",
        "Onderschrijven dat de school het plein na een jaar zelf onderhoudt.",
    ],
    "gewijzigd_besloten": None,
    "aanleiding": (
        "Twee scholen vroegen in het najaar om een plein waar kinderen in de schaduw kunnen spelen. De stenen worden "
        "in de zomer te heet, en bij een bui loopt het water de straat op.\n\n"
        "De werkgroep heeft daarom met ouders en buren een ontwerp gemaakt."
    ),
    "kaders": [
        "Klimaatagenda 2022-2026",
        "Nota Spelen in de wijk",
        "Besluit speelplekken 4 april 2022 (Z.198802 / D.1502277)",
    ],
    "doel": "Een plein dat koel blijft, water opneemt en uitnodigt om buiten te leren.",
    "argumenten": [
        {
            "nummer": "1.1",
            "advies": 1,
            "kop": "Het plein wordt koeler en kan een flinke bui aan",
            "tekst": "Bomen en planten houden de warmte tegen. Uit metingen elders blijkt:\n\n"
            "- een verschil van vier graden in de schaduw;\n- ruimte voor tien kuub water",
        },
        {
            "nummer": "1.2",
            "advies": 1,
            "kop": "Kinderen leren er van de seizoenen",
            "tekst": "De juffen en meesters gebruiken het plein voor lessen over planten en dieren.",
        },
        {
            "nummer": "2.1",
            "advies": 2,
            "kop": "De buurt denkt mee en helpt mee",
            "tekst": "Vijf buren hebben aangeboden in de vakantie water te geven.",
        },
    ],
    "kanttekeningen": "- Het eerste jaar vraagt meer onderhoud.\n- Op een groen plein is voetballen lastiger",
    "alternatieven": None,
    "financien": (
        "De kosten zijn 40.000 euro en passen binnen het budget voor klimaat. Voor de jaren daarna is geen geld nodig."
    ),
    "participatie": "Geen bezwaren; de kinderraad heeft het ontwerp gekozen.",
    "communicatie": "Zie Uitvoering",
    "uitvoering": (
        "De aannemer begint in de meivakantie. Na een jaar kijken school en gemeente samen terug op wat het bracht."
    ),
    "geheimhouding_toelichting": "Niet van toepassing",
    "mede_geadviseerd_door": "Juridische zaken en de kinderraad.",
    "bijlagen": ["Ontwerp schoolplein", "Verslag van de ouderavond"],
    "niet_geplaatst": ["Besluit van college B&W van Eikenburg"],
    "waarschuwingen": [],
}

TITLE = "Besluit van college B&W van Eikenburg"
LABELS = {
    "nummers": "Zaaknummer / Documentnummer", "datum_document": "Datum document", "onderwerp": "Onderwerp",
    "opsteller": "Opsteller", "afdeling": "Afdeling", "portefeuillehouder": "Portefeuillehouder",
    "vergadering": "Vergadering van", "vertrouwelijkheid": "Vertrouwelijkheid", "geheimhouding": "Geheimhouding",
    "embargo": "Embargo t/m", "besluit": "Besluit", "datum_besluit": "Datum besluit",
    "toelichting": "Toelichting besluit", "advies": "Advies", "gewijzigd_besloten": "Gewijzigd besloten",
    "aanleiding": "Aanleiding", "kaders": "Kaders", "doel": "Doel/beoogd effect", "argumenten": "Argumenten",
    "kanttekeningen": "Kanttekeningen", "alternatieven": "Alternatieven", "financien": "Financiën",
    "participatie": "Participatie", "communicatie": "Communicatie", "uitvoering": "Uitvoering en evaluatie",
    "geheimhouding_toelichting": "Geheimhouding", "mede_geadviseerd_door": "Mede geadviseerd door",
    "bijlagen": "Bijlagen",
}  # fmt: skip
HEADER = list(LABELS)[:12]
BODY = list(LABELS)[12:]
DATES = {
    "2024-03-12": (
        "12 maart 2024",
        "12-03-2024",
        "2024-03-12",
        "12/3/2024",
        "12 MRT 2024",
        "12-3-'24".replace("'", ""),
    ),
    "2024-04-01": ("1 april 2024", "01-04-2024", "2024-04-01", "1/4/24", "1 apr. 2024"),
}
SPELLINGS = (
    (),
    (("ë", "&euml;"),),
    (("é", "&#233;"),),
    ((" en ", "\u00a0en "),),
    ((" van ", " van&nbsp;"),),
)
Draw = Callable[..., Any]


@dataclass(frozen=True)
class Part:
    """A paragraph (one text) or a list (several); `title` marks the numbered title of an argument."""

    texts: tuple[str, ...]
    bullets: bool = False
    numbers: bool = False
    title: bool = False


def parts_of(name: str) -> list[Part]:
    """What a field says, before it is printed."""
    if name == "nummers":
        return [Part((f"{EXPECTED['zaaknummer']} / {EXPECTED['documentnummer']}",))]
    value = EXPECTED.get(name)
    if not value:
        return []
    if name in {"advies", "bijlagen"}:
        return [Part(tuple(value), numbers=True)]
    if name == "kaders":
        return [Part(tuple(value), bullets=True)]
    if name == "argumenten":
        return [
            part
            for argument in value
            for part in [
                Part((f"{argument['nummer']} {argument['kop']}",), title=True),
                *parts_of_text(argument["tekst"]),
            ]
        ]
    return parts_of_text(value)


def parts_of_text(markdown: str) -> list[Part]:
    """The paragraphs and lists of a text in Markdown."""
    return [
        Part(tuple(line.removeprefix("- ") for line in part.split("\n")), bullets=True)
        if part.startswith("- ")
        else Part((part,))
        for part in markdown.split("\n\n")
    ]


# -- how the contents of a field are printed


def markdown_parts(draw: Draw, parts: Sequence[Part]) -> list[str]:
    """Each part as lines of Markdown or plain text."""
    bullet = draw(st.sampled_from(["-", "*", "•", "–"]))
    mark = draw(st.sampled_from(["", "*", "**", "_"]))
    printed = []
    for part in parts:
        if part.numbers:
            sign = draw(st.sampled_from([".", ")"]))
            printed.append("\n".join(f"{number}{sign} {text}" for number, text in enumerate(part.texts, start=1)))
        elif part.bullets:
            apart = draw(st.sampled_from(["\n", "\n\n"]))
            printed.append(apart.join(f"{bullet} {text}" for text in part.texts))
        elif part.title:
            printed.append(f"{mark}{part.texts[0]}{mark}")
        else:
            printed.append(torn(draw, part.texts[0]))
    return printed


def torn(draw: Draw, text: str) -> str:
    """A paragraph, perhaps cut in two where a page ended, or wrapped as in an e-mail."""
    words = text.split(" ")
    places = [
        place
        for place in range(1, len(words))
        if words[place][0].islower() and words[place - 1][-1].isalnum() and len(" ".join(words[:place])) > 45
    ]
    if not places or not text.endswith("."):
        return text
    place = draw(st.sampled_from(places))
    cut = draw(st.sampled_from([" ", " ", "\n\n", "\n", "\n\nPagina 2 van 3\n\n", "\f", "\n\n---\n\n"]))
    return " ".join(words[:place]) + cut + " ".join(words[place:])


def html_parts(draw: Draw, parts: Sequence[Part]) -> str:
    """The parts as HTML on one line."""
    between = draw(st.sampled_from(["", " "]))
    emphasis = draw(st.sampled_from(["i", "em", "b", "span"]))
    printed = []
    for part in parts:
        texts = [html.escape(text, quote=False) for text in part.texts]
        if part.numbers:
            items = draw(st.sampled_from(["li", "li with number", "text"]))
            if items == "text":
                printed.append(
                    "<ol>" + " ".join(f"{number}. {text}" for number, text in enumerate(texts, start=1)) + "</ol>"
                )
            else:
                numbers = [f"{number}. " if "number" in items else "" for number in range(1, len(texts) + 1)]
                printed.append(
                    "<ol>"
                    + "".join(f"<li>{number}{text}</li>" for number, text in zip(numbers, texts, strict=True))
                    + "</ol>"
                )
        elif part.bullets:
            items = draw(st.sampled_from(["<li>{}</li>", "<li><p>{}</p></li>", " • {}"]))
            printed.append(
                '<ul style="list-style-type: none">' + "".join(items.format(text) for text in texts) + "</ul>"
            )
        elif part.title:
            printed.append(f"<p><{emphasis}>{texts[0]}</{emphasis}></p>")
        else:
            printed.append(f"<p>{texts[0]}</p>")
    return between.join(printed)


# -- how a field is printed around its label: by the name of the form, so that a document may keep to one

HEADER_FORMS = {
    "tab": "{bold}\t{text}",
    "pipe": "{bold} | {text}",
    "boxed": "| {bold} | {text} |",
    "table": "<table><tr><td>{bold}</td><td>{html}</td></tr></table>",
    "spacious table": "<table>\n<tr>\n  <th>{label}</th>\n  <td>\n    {html}\n  </td>\n</tr>\n</table>",
    "definition": "<dl><dt>{label}</dt><dd>{html}</dd></dl>",
    "bold and colon": "**{label}:** {text}",
    "bold, colon": "**{label}**: {text}",
    "heading": "\n### {label}\n\n{text}\n",
    "h3": "\n<h3>{label}</h3><p>{html}</p>\n",
    "bold": "\n**{label}**\n\n{text}\n",
    "bare": "\n{label}\n{text}\n",
    "described": "\n{label}\n: {text}\n",
}
UNIFORM_HEADER_FORMS = HEADER_FORMS | {
    "colon": "{label}: {text}",
    "columns": "{label:32}{text}",
    "row": "<tr><td>{label}</td><td>{html}</td></tr>",
    "list": "- **{label}:** {text}",
}
BODY_FORMS = {
    "heading": "\n## {label}\n\n{text}\n",
    "bold": "\n**{label}**\n\n{text}\n",
    "bold, no room": "\n**{label}**\n{text}\n",
    "b": "\n<b>{label}</b>\n{html}\n",
    "bare": "\n{label}\n\n{text}\n",
    "bare, no room": "\n{label}\n{text}\n",
    "tab": "{label}\t{html}",
    "tab and line": "<b>{label}</b>\t{html}\n-------------------\t--",
    "boxed": "- |  |  |\n|-----|--|\n| **{label}** | {html} |\n|-----|--|",
    "table": "<table><tr><td><b>{label}</b></td><td>{html}</td></tr></table>",
    "h2": "<h2>{label}</h2>{html}",
    "definition": "<dl><dt>{label}</dt>\n<dd>{html}</dd></dl>",
    "pipe": "\n{label} |\n{text}\n",
    "paragraph": "\n<p><b>{label}</b></p>{html}\n",
    "bold and colon": "\n**{label}:**\n\n{text}\n",
}
GLUED_FORMS = {
    "glued": "\n**{label}** {text}\n",
    "glued with pipe": "\n**{label}** | {text}\n",
    "pipe in front": "\n{label} | {text}\n",
}


def header_field(draw: Draw, label: str, text: str, form: str) -> str:
    """A field that holds one line."""
    bold = draw(st.sampled_from(["{}", "<b>{}</b>", "**{}**", "<strong>{}</strong>"])).format(label)
    if form == "described" and not text:
        form = "tab"
    return UNIFORM_HEADER_FORMS[form].format(label=label, bold=bold, text=text, html=html.escape(text, quote=False))


def body_field(draw: Draw, label: str, parts: Sequence[Part], form: str) -> str:
    """A field that holds paragraphs and lists."""
    begins_with_text = bool(parts) and not (parts[0].bullets or parts[0].numbers or parts[0].title)
    if form in GLUED_FORMS and not begins_with_text:
        form = "bold"
    text = "\n\n".join(markdown_parts(draw, parts))
    return (BODY_FORMS | GLUED_FORMS)[form].format(label=label, text=text, html=html_parts(draw, parts))


def misspelt(draw: Draw, label: str) -> str:
    """The label with one slip of the pen: a letter twice, forgotten or swapped with its neighbour."""
    places = [place for place in range(2, len(label) - 2) if label[place : place + 2].isalpha()]
    if len(label) < 8 or not places:
        return label
    place = draw(st.sampled_from(places))
    slips = [
        label[:place] + label[place] + label[place:],
        label[:place] + label[place + 1 :],
        label[:place] + label[place + 1] + label[place] + label[place + 2 :],
    ]
    return str(draw(st.sampled_from(slips)))


def label_as_written(draw: Draw, name: str) -> str:
    """The label as somebody might write it."""
    label = LABELS[name]
    manner = draw(st.sampled_from(["right"] * 6 + ["upper", "slip"]))
    if manner == "upper":
        return label.upper()
    return misspelt(draw, label) if manner == "slip" else label


@st.composite
def printed(draw: Draw, *, any_order: bool = False, uniform: bool = False) -> str:
    """The document in some mixture of markup.

    With `any_order` its fields stand in another order too; with `uniform` all of its head is written in one form and
    all of its body in another.
    """
    names = shuffled(draw, [*HEADER, *BODY]) if any_order else [*HEADER, *BODY]
    head = draw(st.sampled_from(sorted(UNIFORM_HEADER_FORMS))) if uniform else None
    body = draw(st.sampled_from(sorted(BODY_FORMS))) if uniform else None
    fields = [printed_field(draw, name, head=head, body=body) for name in names]
    title = draw(st.sampled_from(["{}\n", "# {}\n", "\n\n## {}\n\n", "<h1>{}</h1>\n", "**{}**\n"])).format(TITLE)
    text = title + "\n" + "\n".join(fields)
    for old, new in draw(st.sampled_from(SPELLINGS)):
        text = text.replace(old, new)
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))


def printed_field(draw: Draw, name: str, *, head: str | None, body: str | None) -> str:
    """One field, in the form given or in any."""
    label = label_as_written(draw, name)
    parts = parts_of(name)
    if name not in HEADER:
        return body_field(draw, label, parts, body or draw(st.sampled_from(sorted(BODY_FORMS | GLUED_FORMS))))
    text = parts[0].texts[0] if parts else ""
    if text in DATES:
        text = draw(st.sampled_from(DATES[text]))
    return header_field(draw, label, text, head or draw(st.sampled_from(sorted(HEADER_FORMS))))


def shuffled(draw: Draw, names: list[str]) -> list[str]:
    """The names in another order, the two fields named Geheimhouding in their own."""
    order = list(draw(st.permutations(names)))
    first, second = sorted(order.index(name) for name in ("geheimhouding", "geheimhouding_toelichting"))
    order[first], order[second] = "geheimhouding", "geheimhouding_toelichting"
    return order
