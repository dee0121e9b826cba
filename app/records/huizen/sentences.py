"""Where a Dutch sentence was broken off, by a line that was full or by the end of a page."""

import re

_SMALL = re.compile(r"[\"'“‘„(]?[a-zß-ÿ]")
_LETTER_MARKER = re.compile(r"\(?[a-z][.)]\s|[ivx]{1,4}[.)]\s")
_END = re.compile(r"[.!?:;…][\"'”’)*_]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?:[a-z]\.){2,}|(?:bijv|incl|excl|ca|nr|art|resp|mevr|dhr|jl|blz|evt|max|min|enz|etc)\.)$",
    re.IGNORECASE,
)


def _words(words: str) -> str:
    return "|".join(words.split())


_VERBS = _words(
    "is zijn was waren ben wordt worden werd werden heeft hebben had hadden kan kunnen kon konden zal zullen zou "
    "zouden moet moeten mag mogen wil willen gaat gaan doet doen blijft blijven komt komen staat staan geeft geven"
)
_LINKS = _words(
    "aan achter als alle bij binnen boven buiten dan dat de deze die dit door dus een eerste elk elke en ons onze haar "
    "het hun ieder iedere in met na naar nog of om omdat onder ook op over per sinds te tegen ten ter tijdens toen "
    "tot tussen uit van vanaf vanuit veel via volgens voor waar waarbij waarin waarop wanneer we wij ze zij zich zo "
    "zoals zodat zonder"
)
_ASKS_FOR_MORE = re.compile(rf"(?:,|\b(?:{_VERBS}|{_LINKS}))$", re.IGNORECASE)
_GOES_ON = re.compile(rf"(?:{_VERBS}|en|of|dan|dat|die|omdat|waarbij|waarin|zodat)\b")
_FEWEST_WORDS = 3  # fewer, without a full stop, may as well be a title or an entry


def begins_small(text: str) -> bool:
    """Whether a text begins without a capital, as the middle of a sentence does."""
    return bool(_SMALL.match(text)) and not _LETTER_MARKER.match(text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence may end."""
    return bool(_END.search(_tail(text)))


def asks_for_more(text: str) -> bool:
    """Whether a text ends in a comma or on a word after which no sentence stops."""
    return bool(_ASKS_FOR_MORE.search(_tail(text)))


def may_go_on(text: str, following: str) -> bool:
    """Whether the second text may be the rest of the sentence that the first begins."""
    if not begins_small(following):
        return False
    return not ends_sentence(text) or _leaves_bracket_open(text) or bool(_ABBREVIATION.search(_tail(text)))


def surely_goes_on(text: str, following: str) -> bool:
    """Whether two paragraphs, of which the second begins small, are one that was torn: it must show in the words."""
    if asks_for_more(text) or _GOES_ON.match(following) or _leaves_bracket_open(text):
        return True
    if len(text.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
        return False
    return not begins_small(text) or ends_sentence(following) or ". " in following


def _leaves_bracket_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _tail(text: str) -> str:
    """The end of a text: enough to see how it ends, however long it is."""
    return text[-60:]
