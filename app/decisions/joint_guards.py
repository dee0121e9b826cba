"""What the chart of a round refuses about several bodies in one round (practice.md: together they have no powers)."""

from typing import Any

from app.core.errors import N_, Refused
from app.decisions.models import ConsentRound
from app.decisions.subjects import PLAIN


class JointGuards:
    """Part of `RoundMachine`."""

    subject: ConsentRound

    def bodies_may_decide(self) -> None:
        """In a joint round each body consents for itself: its own unit too, and nobody to what they may not read."""
        if not self.subject.is_joint:
            return
        own = self.subject.proposal.unit
        if self.subject.proposal.is_closed:
            raise Refused(
                N_("Dit is intussen vertrouwelijk of geheim: andere kringen kunnen er niet meer over meebeslissen.")
            )
        if self.subject.version.wording.has_closed_attachments:
            raise Refused(N_("Er is een bijlage bij die andere kringen niet mogen lezen."))
        for body in self.subject.bodies:
            if body.unit_id == own.id and not body.consents(self.subject):
                raise Refused(N_("Van %(unit)s heeft nog niemand consent gegeven."), unit=own.name)

    def may_be_joint(self, body: str = "", **_given: Any) -> None:
        """What other bodies may consent to as well: a text that stands by itself, and that they may read."""
        proposal, kind = self.subject.proposal, self.subject.version.wording.kind
        if proposal.rehearsal:
            raise Refused(N_("Oefenen doe je met je eigen kring."))
        if proposal.is_closed:
            raise Refused(N_("Dit is vertrouwelijk: andere kringen mogen het niet lezen."))
        if self.subject.version.wording.has_closed_attachments:
            raise Refused(N_("Er is een bijlage bij die andere kringen niet mogen lezen."))
        if proposal.change is not None or kind is not PLAIN:
            raise Refused(N_("Dit gaat alleen over %(unit)s zelf."), unit=proposal.unit.name)
        if body in {one.unit.name for one in self.subject.bodies} | {proposal.unit.name}:
            raise Refused(N_("%(unit)s doet al mee."), unit=body)

    def every_body_may_read(self, closed: bool = False, **_given: Any) -> None:
        """What goes with the text of a joint round is for everybody who consents to it."""
        if closed and self.subject.is_joint:
            raise Refused(N_("Er doen andere kringen mee: die zouden deze bijlage niet mogen lezen."))
