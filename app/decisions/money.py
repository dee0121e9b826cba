"""Money in whole euro cents, as it is written and read in Dutch."""

import re

MOST = 10**15
_WRITTEN = re.compile(r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?")


def euros(cents: int) -> str:
    """ "1.250,00", or "1.250" when there are no cents."""
    whole, rest = divmod(cents, 100)
    written = f"{whole:,}".replace(",", ".")
    return f"{written},{rest:02}" if rest else written


def cents_in(written: str) -> int | None:
    """The cents in "1.250", "€ 1250,5" or "12,50"; None when it is no amount of money."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    cents = (found[2] or "0").replace("-", "0").ljust(2, "0")
    amount = int(found[1].replace(".", "")) * 100 + int(cents)
    return amount if amount <= MOST else None
