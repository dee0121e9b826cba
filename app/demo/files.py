"""Files of our own making that go with what the demo municipality decides."""

import typst

YARD_PLANNING = """\
Schoolplein De Wilg, zo pakken we het aan

Maart    De kinderen tekenen hun plein; de beste ideeën gaan mee.
April    Tegels eruit. Ouders halen ze op voor hun tuinpad.
Mei      Bomen en struiken planten, samen met groep 7 en 8.
Juni     Openen met ranja.
"""

YARD_QUOTES = """\
Schoolplein De Wilg, wat hoveniers ervoor vragen

Drie hoveniers gaven een prijs. Tot de gunning blijft dit onder ons.
"""

_PLAN = """\
#set document(title: "Plattegrond schoolplein De Wilg")
#set page(paper: "a4", flipped: true, margin: 2cm)
#set text(lang: "nl", size: 11pt)
= Schoolplein De Wilg
#let spot(name, fill) = rect(width: 100%, height: 4.2cm, radius: 8pt, fill: fill, inset: 10pt, strong(name))
#grid(
  columns: (2fr, 1fr, 1fr), gutter: 10pt,
  spot("Speelheuvel met boomstammen", rgb("#cfe8c6")), spot("Wadi", rgb("#c9e3f1")), spot("Moestuin", rgb("#e6ecbf")),
  spot("Voetbalveldje", rgb("#dff0d8")), spot("Schaduwbomen", rgb("#b9dcae")), spot("Zitkring", rgb("#f3e3c8")),
)
Het hek gaat na schooltijd open voor de buurt.
"""


def yard_plan() -> bytes:
    """A map of the school yard, as a PDF."""
    made = typst.compile(_PLAN.encode(), format="pdf", pdf_standards="ua-1", ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made
