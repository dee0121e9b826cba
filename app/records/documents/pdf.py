"""A document as a PDF that can be read aloud (PDF/UA-1), kept for long (PDF/A-3a) and read back."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from app.records.documents.pages import Block, Listing, Pages, Paragraph, Part, Spans
from app.records.office.opener import CARRIED_NAME

NO_SHAPE = "□"
"""Stands for a sign that none of the fonts has, such as a little picture; the carried fields have the sign itself."""
MOST_TRIED = 12
_NOT_DRAWN = re.compile(r'the text `"(.*?)"` could not be displayed|contains the codepoint `"(.*?)"`')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_FAR_AWAY = re.compile("[\u2e80-\U0010ffff]")
TEMPLATE = Path(__file__).with_name("document.typ")


Standard = Literal["ua-1", "a-3a"]
STANDARDS: tuple[Standard, ...] = ("ua-1", "a-3a")


def pdf_of(pages: Pages, *, number: str, carried: str = "", standards: Sequence[Standard] = STANDARDS) -> bytes:
    """The PDF of a document; `number` stands at the foot of each page, and `carried` is JSON to read back, if any.

    It is tagged in any case; it says that it keeps to the standards, unless something is to be joined to it.
    """
    said = json.dumps(_as_data(pages) | {"number": number}, ensure_ascii=False)
    said = _PRIVATE.sub(NO_SHAPE, said)
    for _ in range(MOST_TRIED):
        try:
            return _compiled(said, carried, standards)
        except typst.TypstError as error:
            said = _without(_not_drawn(error), said)
    return _compiled(_FAR_AWAY.sub(NO_SHAPE, said), carried, standards)


def _not_drawn(error: typst.TypstError) -> str:
    """The signs that no font has. Raises the error itself when it is about something else."""
    found = _NOT_DRAWN.search(str(error))
    if not found:
        raise error
    return _CODE.sub(lambda code: chr(int(code[1], 16)), found[1] or found[2])


def _without(signs: str, said: str) -> str:
    for sign in signs:
        said = said.replace(sign, NO_SHAPE)
    return said


def _compiled(said: str, carried: str, standards: Sequence[Standard]) -> bytes:
    """Typst with the fonts it brings along: the same file on every machine, and nothing is fetched."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=list(standards),
        sys_inputs={"pages": said, "carried": carried, "carried_name": CARRIED_NAME},
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _as_data(pages: Pages) -> dict[str, Any]:
    return {
        "title": pages.title,
        "head": [list(row) for row in pages.head],
        "explanation": pages.explanation,
        "opening": [_block(one) for one in pages.opening],
        "parts": [_part(one) for one in pages.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"label": part.label, "begins_page": part.begins_page, "blocks": [_block(one) for one in part.blocks]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "title": block.title, "spans": _spans(block.spans)}
    if isinstance(block, Listing):
        items = [[_block(one) for one in item] for item in block.items]
        return {"kind": "listing", "start": block.start, "items": items}
    return {"kind": "table", "rows": [[_spans(cell) for cell in row] for row in block.rows]}


def _spans(spans: Spans) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "bold": one.bold, "italic": one.italic, "link": one.link, "line_break": one.line_break}
        for one in spans
    ]
