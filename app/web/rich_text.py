"""Markdown as people write it, turned into HTML that cannot do harm."""

from functools import lru_cache

import nh3

from app.core.markdown import MARKDOWN

ALLOWED_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"} | {
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}


def _lower_headings(tokens: list) -> list:  # type: ignore[type-arg]
    """Headings in a text stand below those of the page: a # becomes an h3."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return tokens


@lru_cache(maxsize=1024)
def as_html(written: str) -> str:
    """Safe HTML for a Markdown text. Raw HTML in it is shown as the characters that were typed."""
    environment: dict[str, object] = {}
    tokens = _lower_headings(MARKDOWN.parse(written, environment))
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, environment)
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
