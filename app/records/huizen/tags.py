"""The tags that HTML knows, by what they do to a text. Whatever else stands between < and > is what somebody wrote."""

BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "dir"})
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset({"script", "style"})


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _names(
    "address article aside blockquote body caption center details dialog div fieldset figcaption figure footer form "
    "head header hgroup hr html legend main menu nav option p pre search section select summary template title"
)
STRUCTURE = _names("br li tr table dl dt dd tbody thead tfoot colgroup col")
SILENT = _names(
    "a abbr acronym applet area audio base basefont bdi bdo big button canvas code data datalist del embed font frame "
    "frameset iframe img input ins kbd label link map mark marquee math meta meter nobr noframes noscript object "
    "optgroup output param path picture progress q rp rt ruby s samp slot small source span strike sub sup svg "
    "textarea time track tt u video wbr"
)
ALL = BOLD | ITALIC | HEADINGS.keys() | LISTS | CELLS | UNSEEN | BLOCKS | STRUCTURE | SILENT
