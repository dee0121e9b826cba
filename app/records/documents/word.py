"""A document as a Word file: real headings, lists and tables, in Dutch, so that everybody can read and edit it."""

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from app.records.documents.pages import Block, Listing, Pages, Paragraph, Span, Table
from app.records.office.opener import NAMESPACE

DEEPEST = 3
"""Word's own styles of lists go no deeper."""
TABLE_HEAD = "Tabelkop"
INK = RGBColor(0x15, 0x3E, 0x5C)


def word_of(pages: Pages, *, number: str, carried: str = "") -> bytes:
    """The Word file of a document; `number` stands at the foot of each page, and `carried` is JSON to read back."""
    word = _Word(pages, number)
    if carried:
        word.carry(carried)
    return word.file()


class _Word:
    def __init__(self, pages: Pages, number: str) -> None:
        self._document: Any = Document()
        self._set_up(pages.title, number)
        self._document.add_heading(pages.title, level=0)
        self._head(pages.head)
        self._document.add_heading(pages.explanation, level=1)
        for block in pages.opening:
            self._block(block, depth=0)
        for part in pages.parts:
            heading = self._document.add_heading(part.label, level=2)
            heading.paragraph_format.page_break_before = part.begins_page or None
            for block in part.blocks:
                self._block(block, depth=0)

    def carry(self, carried: str) -> None:
        """Put the fields in a part of the file that Word keeps and does not show."""
        root = ElementTree.Element(f"{{{NAMESPACE}}}besluit")
        root.text = carried
        name = self._document.part.package.next_partname("/customXml/item%d.xml")
        content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        main = self._document.part
        main.relate_to(Part(name, "application/xml", content, main.package), RELATIONSHIP_TYPE.CUSTOM_XML)

    def file(self) -> bytes:
        written = BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _set_up(self, title: str, number: str) -> None:
        document = self._document
        about = document.core_properties
        about.title, about.language, about.author, about.comments = title, "nl-NL", "", ""
        _speak_dutch(document.styles)
        _dress(document.styles)
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
        _foot(section.footer.paragraphs[0], number)

    def _head(self, rows: Iterable[tuple[str, str]]) -> None:
        table = self._document.add_table(rows=0, cols=2, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for label, value in rows:
            cells = table.add_row().cells
            for cell, width in zip(cells, (Cm(5.5), Cm(10.5)), strict=True):
                cell.width = width
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].paragraphs[0].add_run(value)
            for cell in cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)

    def _block(self, block: Block, *, depth: int) -> None:
        if isinstance(block, Listing):
            self._listing(block, depth=depth)
        elif isinstance(block, Table):
            self._table(block)
        elif block.title:
            self._write(self._document.add_paragraph(style="Heading 3"), block.spans)
        else:
            style = _style("List Continue", depth) if depth else "Normal"
            self._write(self._document.add_paragraph(style=style), block.spans)

    def _listing(self, listing: Listing, *, depth: int) -> None:
        style = _style("List Bullet" if listing.start is None else "List Number", depth + 1)
        begun = None if listing.start is None else self._numbering(style, listing.start)
        for item in listing.items:
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            others = item[1:] if first else item
            paragraph = self._document.add_paragraph(style=style)
            if begun is not None:
                _number(paragraph, begun)
            self._write(paragraph, first.spans if first else ())
            for one in others:
                self._block(one, depth=depth + 1)

    def _numbering(self, style: str, start: int) -> int:
        """A list of its own, counting from `start`, that looks as the style says. Gives its number in the file."""
        numbering = self._document.part.numbering_part.element
        model = self._document.styles[style].element.pPr.numPr.numId.val
        abstract = next(one for one in numbering.num_lst if one.numId == model).abstractNumId.val
        new = numbering.add_num(abstract)
        new.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(new.numId)

    def _table(self, table: Table) -> None:
        width = max((len(row) for row in table.rows), default=0)
        if not width:
            return
        drawn = self._document.add_table(rows=0, cols=width, style="Table Grid")
        for place, row in enumerate(table.rows):
            added = drawn.add_row()
            for cell, spans in zip(added.cells, row, strict=False):
                cell.paragraphs[0].style = "Normal" if place else TABLE_HEAD
                self._write(cell.paragraphs[0], spans)
            if place == 0:
                _repeat_as_head(added)
        self._document.add_paragraph()

    def _write(self, paragraph: Any, spans: Iterable[Span]) -> None:
        for span in spans:
            if span.line_break:
                paragraph.add_run().add_break()
                continue
            run = paragraph.add_run(span.text)
            run.bold, run.italic = span.bold or None, span.italic or None
            if span.link:
                _link(paragraph, run, span.link)


def _style(name: str, depth: int) -> str:
    return name if depth <= 1 else f"{name} {min(depth, DEEPEST)}"


def _number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _link(paragraph: Any, run: Any, target: str) -> None:
    key = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run._r.addprevious(link)
    run.font.underline, run.font.color.rgb = True, INK
    link.append(run._r)


def _repeat_as_head(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(head)


def _speak_dutch(styles: Any) -> None:
    """The language of everything, for spelling and for who has it read aloud."""
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")


def _dress(styles: Any) -> None:
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11)):
        font = styles[name].font
        font.size, font.color.rgb, font.name = Pt(size), INK, "Calibri"
        fonts = styles[name].element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    head = styles.add_style(TABLE_HEAD, WD_STYLE_TYPE.PARAGRAPH)
    head.base_style, head.font.bold = styles["Normal"], True
    styles["Heading 3"].font.bold, styles["Heading 3"].font.italic = False, True


def _foot(paragraph: Any, number: str) -> None:
    """The number of the document, and which page of how many."""
    paragraph.add_run(f"{number} · Pagina " if number else "Pagina ")
    for text, field in ((" van ", "PAGE"), ("", "NUMPAGES")):
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        counted.append(deepcopy(paragraph.add_run("1")._r))
        paragraph._p.remove(paragraph.runs[-1]._r)
        paragraph._p.append(counted)
        paragraph.add_run(text)
