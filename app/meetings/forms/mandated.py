"""What is filled in when something is decided by mandate in a meeting: nothing, where there is no limit in money."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from app.decisions.forms.mandates import money
from app.decisions.money import cents_in
from app.meetings.queries.mandated import Offer
from app.meetings.service.mandated import MandatedData
from app.organisation.forms.house_form import HouseForm


class MandatedForm(HouseForm):
    """The amount, and whether it works outside; and which text was on the screen."""

    seen = HiddenField()
    amount = money(_l("Om welk bedrag gaat het?"), _l("In euro’s; 0 mag ook."))
    outside_effect = BooleanField(_l("Het heeft gevolgen buiten de organisatie"))

    def __init__(self, offer: Offer | None, **keywords: Any) -> None:
        proposal = offer.item.proposal if offer else None
        begins = {"seen": proposal.current.wording.digest()} if proposal else {}
        super().__init__(prefix="mandate-", data=begins, **keywords)
        self.asks_amount = offer is not None and offer.mandate.limit_cents is not None

    def to_data(self) -> MandatedData:
        """What was filled in."""
        return MandatedData(
            seen=self.seen.data or "",
            amount_cents=cents_in(self.amount.data) if self.amount.data else None,
            outside_effect=self.outside_effect.data,
        )
