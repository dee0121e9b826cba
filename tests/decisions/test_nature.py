"""Beleid or uitvoering: what something is, it stays, through copies, versions and rounds."""

import pytest

from app.core import clock
from app.core.transaction import transaction
from app.decisions.service import proposals, rounds
from app.decisions.states import Nature, RoundState
from tests.decisions.on_screen import browse, circle, take_over

__all__ = ["browse", "circle"]


@pytest.mark.parametrize("nature", list(Nature))
def test_what_it_is_it_stays_through_a_copy_a_new_version_and_a_round(circle, browse, nature):
    origin = take_over(circle, "Bermen maaien", clock.today(), nature=nature)
    with transaction():
        copy = proposals.copy_decision(origin, circle.unit, by=circle.joost)
        circle.proposal_id = copy.id
        proposals.edit_proposal(copy, circle.text("Bermen maaien na de bloei"), by=circle.joost)
        proposals.submit_proposal(copy, by=circle.joost)
        circle.round_id = rounds.prepare_round(copy, by=circle.marieke).id
    circle.bring_to(RoundState.WEIGHING)
    circle.amend("Bermen maaien na de tweede bloei")
    circle.all_answer()
    circle.reveal()
    decision = circle.conclude()
    assert (circle.proposal.nature, decision.nature) == (nature, nature)
    page = browse(circle.cor).open(f"/besluiten/{decision.number}")
    assert page.page.select_one(".page-header__meta").get_text(" ", strip=True).count(nature.label) == 1
    assert browse(circle.joost).open(f"/voorstellen/{copy.id}").sees(f"Aard {nature.label}")


def test_a_proposal_is_beleid_unless_it_says_otherwise(circle):
    assert circle.submit().nature is Nature.POLICY
