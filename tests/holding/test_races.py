"""Two people at the same moment: one outcome, nothing lost, and the other is told plainly.

Real requests to a running server of two processes, on both databases, again and again.
"""

from collections.abc import Iterator

import httpx
import pytest
from flask import Flask
from sqlalchemy import select, union

from app.core.database import db
from app.core.journal import JournalEntry, entries, first_flaw
from app.decisions.models import ConsentRound, Decision, ProposalVersion, Wording
from app.decisions.states import Choice, ObjectionState, ProposalState, RoundState
from app.organisation.models import Person
from tests.databases import SECRET_KEY
from tests.decisions.round_cast import WHOLE_TEXT, Circle
from tests.holding.browser import at_once, form_on, times, told
from tests.holding.room import Room
from tests.server import Server

AGAIN = 8
"""How often each race is run."""

DONE = {302, 303}


@pytest.fixture(scope="module")
def room(house: Flask, server: Server) -> Room:
    return Room(server, "Ruimte")


@pytest.fixture(autouse=True)
def all_of_it_holds(house: Flask) -> Iterator[None]:
    """Whatever happened: the journal fits."""
    yield
    db.session.rollback()
    flaw = first_flaw(SECRET_KEY.encode())
    assert flaw is None, f"{flaw}"


def happened(kind: str, key: int, *events: str) -> list[JournalEntry]:
    """The entries of these events in the life of a subject."""
    db.session.rollback()
    return [entry for entry in entries(kind, key) if entry.event in events]


def is_plain(response: httpx.Response, *texts: str) -> bool:
    """Whether a refusal says one of these, under a status that says it was one."""
    return response.status_code in {403, 409} and any(text in told(response) for text in texts)


def one_of_two(first: httpx.Response, second: httpx.Response, *texts: str) -> None:
    """Exactly one was done, and the other was told one of these."""
    answers = sorted((first, second), key=lambda response: response.status_code)
    assert [answers[0].status_code in DONE, answers[1].status_code in DONE] == [True, False], _seen(first, second)
    assert is_plain(answers[1], *texts), _seen(first, second)


def _seen(*responses: httpx.Response) -> str:
    return "; ".join(f"{response.status_code} {told(response)}" for response in responses)


def test_the_button_that_decides_pressed_on_two_screens_of_the_chair(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.may_decide()
        press = f"{room.path}/leg-vast?gezien=concluding"
        laptop, phone = room.of(circle.marieke), room.of(circle.marieke, "phone")
        one_of_two(
            *at_once(chance, laptop.will_post(press), phone.will_post(press)),
            "Je hebt dit net zelf al gedaan. Je hoeft niets te doen.",
        )
        decided_once(circle)


def test_who_chairs_presses_twice_while_the_chair_is_handed_over_to_who_presses_too(room: Room) -> None:
    """Whoever chairs at the moment of pressing decides; if neither did yet or any more, nothing is decided."""
    circle = room.circle
    for chance in times(AGAIN):
        room.may_decide()
        press = f"{room.path}/leg-vast?gezien=concluding"
        old, new = room.of(circle.marieke), room.of(circle.sanne)
        hand_over, *pressed = at_once(
            chance,
            old.will_post(f"{room.path}/overdragen", person=circle.sanne.id),
            room.of(circle.marieke, "phone").will_post(press),
            room.of(circle.marieke, "tablet").will_post(press),
            new.will_post(press),
        )
        done = [response for response in pressed if response.status_code in DONE]
        refused = [response for response in (hand_over, *pressed) if response.status_code not in DONE]
        assert len(done) <= 1, _seen(*pressed)
        for response in refused:
            assert is_plain(response, "net zelf al", "deed dit net al", "een andere rol", "dit staat op"), _seen(
                response
            )
        if done:
            decided_once(circle)
        else:
            assert circle.round.state is RoundState.CONCLUDING
            assert circle.round.chair_id == circle.sanne.id


def decided_once(circle: Circle) -> None:
    """One decision, one number, one line in the journal of each."""
    db.session.rollback()
    decisions = db.session.scalars(select(Decision).where(Decision.proposal_id == circle.proposal_id)).all()
    assert len(decisions) == 1
    assert len(happened("round", circle.round_id, "conclude")) == 1
    assert len(happened("proposal", circle.proposal_id, "decide")) == 1
    assert [entry.event for entry in entries("decision", decisions[0].id)] == ["record"]


def test_two_people_take_the_chair_that_stands_empty(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.asks_consent()
        circle.leave(circle.marieke)
        take = f"{room.path}/voorzitten"
        one_of_two(
            *at_once(chance, room.of(circle.sanne).will_post(take), room.of(circle.fatima).will_post(take)),
            "zit nu voor",
        )
        (taken,) = happened("round", circle.round_id, "take_chair")
        assert circle.round.chair.actor_key == taken.actor


def test_an_answer_arrives_while_the_answers_are_shown(room: Room) -> None:
    """Either it was in time, sealed and shown with the others, or it is told that it came too late, and is not kept."""
    circle = room.circle
    outcomes = set()
    for chance in times(2 * AGAIN):
        room.asks_consent(answered=(circle.marieke, circle.sanne, circle.joost, circle.ben))
        shown, sent = at_once(
            chance,
            room.of(circle.marieke).will_post(f"{room.path}/toon-nu?gezien=consenting"),
            room.of(circle.fatima).will_post(
                f"{room.path}/antwoord?gezien=consenting", choice="objection", text="Zo is de balie onbemand."
            ),
        )
        assert shown.status_code in DONE, _seen(shown)
        in_time = sent.status_code in DONE
        outcomes.add(in_time)
        assert in_time or is_plain(sent, "De antwoorden zijn al getoond. Zeg het hardop"), _seen(sent)
        order = [entry.event for entry in happened("round", circle.round_id, "answer", "reveal_now")]
        assert order == ["answer"] * (5 if in_time else 4) + ["reveal_now"]
        answer = circle.place(circle.fatima).answer
        assert (answer is not None and not answer.after_reveal) is in_time
        assert len(circle.objections) == int(in_time)
        assert circle.round.state is (RoundState.WEIGHING if in_time else RoundState.CONCLUDING)
    assert outcomes, "the race was never run"


def test_everybody_answers_at_the_moment_the_answers_are_shown(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.asks_consent()
        *sent, shown = at_once(
            chance,
            *(
                room.of(person).will_post(f"{room.path}/antwoord?gezien=consenting", choice="consent")
                for person in circle.members
            ),
            room.of(circle.marieke, "phone").will_post(f"{room.path}/toon-nu?gezien=consenting"),
        )
        assert shown.status_code in DONE, _seen(shown)
        for person, response in zip(circle.members, sent, strict=True):
            in_time = response.status_code in DONE
            assert in_time or is_plain(response, "De antwoorden zijn al getoond"), _seen(response)
            assert (circle.place(person).answer is not None) is in_time, person.name
        (reveal,) = happened("round", circle.round_id, "reveal_now")
        late = {person.actor_key for person in circle.members if circle.place(person).answer is None}
        assert reveal.payload is not None
        assert set(reveal.payload.content["missing"]) == late


def test_the_text_is_amended_while_an_answer_arrives(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.weighs()
        old = circle.round_id
        amended, sent = at_once(
            chance,
            room.of(circle.sanne).will_post(
                f"{room.path}/werkversie?gezien=weighing", **room.text("Om de week een spreekuur"), amend="1"
            ),
            room.of(circle.fatima).will_post(
                f"{room.path}/antwoord?gezien=weighing", choice="concern", text="Let op de drukte."
            ),
        )
        assert amended.status_code in DONE, _seen(amended)
        in_time = sent.status_code in DONE
        assert in_time or is_plain(sent, "De tekst is veranderd. Lees versie 2 en kies opnieuw."), _seen(sent)
        order = [entry.event for entry in happened("round", old, "answer_again", "amend")]
        assert order == ["answer_again"] * in_time + ["amend"]
        answers_of(old, circle.fatima, [Choice.CONSENT, Choice.CONCERN][: 1 + in_time])
        assert [one.state for one in circle.objections] == [ObjectionState.UPHELD]
        next_version_is(circle, "Om de week een spreekuur")


def test_the_last_objection_is_taken_back_while_a_new_text_is_made_for_it(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.weighs()
        old, owner = circle.round_id, circle.members[-1]
        amended, sent = at_once(
            chance,
            room.of(circle.sanne).will_post(
                f"{room.path}/werkversie?gezien=weighing", **room.text("Om de week een spreekuur"), amend="1"
            ),
            room.of(owner).will_post(f"{room.path}/antwoord?gezien=weighing", choice="consent"),
        )
        if sent.status_code in DONE:
            assert is_plain(amended, "De tekst kan nu niet anders", "dit staat op"), _seen(amended)
            assert "Om de week een spreekuur" in amended.text, "what was typed is gone"
            assert circle.round.state is RoundState.CONCLUDING
            assert circle.objections[0].state is ObjectionState.WITHDRAWN
        else:
            assert amended.status_code in DONE, _seen(amended)
            assert is_plain(sent, "De tekst is veranderd. Lees versie 2 en kies opnieuw."), _seen(sent)
            answers_of(old, owner, [Choice.OBJECTION])
            next_version_is(circle, "Om de week een spreekuur")


def answers_of(round_id: int, person: Person, choices: list[Choice]) -> None:
    """What somebody answered in a round, one after the other; only the last one stands."""
    db.session.rollback()
    place = db.session.get_one(ConsentRound, round_id, populate_existing=True).participant_of(person.id)
    assert place is not None
    assert [one.choice for one in place.answers] == choices
    assert [one.lapsed_at is None for one in place.answers] == [False] * (len(choices) - 1) + [True]


def next_version_is(circle: Circle, what: str) -> None:
    """There is one next version, with one round, in which nobody has answered yet."""
    db.session.rollback()
    versions = circle.proposal.versions
    assert [version.number for version in versions] == [1, 2]
    assert versions[1].wording.what == what
    open_rounds = db.session.scalars(
        select(ConsentRound).where(ConsentRound.proposal_id == circle.proposal_id, ConsentRound.ended_at.is_(None))
    ).all()
    assert [one.version_id for one in open_rounds] == [versions[1].id]
    assert open_rounds[0].state is RoundState.CONSENTING
    assert not [place for place in open_rounds[0].participants if place.answers]


def test_the_proposal_is_taken_back_while_it_is_decided(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.may_decide()
        decided, taken_back = at_once(
            chance,
            room.of(circle.marieke).will_post(f"{room.path}/leg-vast?gezien=concluding"),
            room.of(circle.joost).will_post(f"{room.path}/intrekken", confirmed="1"),
        )
        one_of_two(decided, taken_back, "dit staat op ‘Ingetrokken’", "dit staat op ‘Besloten met consent’")
        if decided.status_code in DONE:
            decided_once(circle)
            assert circle.proposal.state is ProposalState.DECIDED
        else:
            assert circle.decision is None
            assert circle.proposal.state is ProposalState.WITHDRAWN
        assert len(happened("round", circle.round_id, "conclude", "withdraw")) == 1


def test_two_people_make_the_next_version(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        room.weighs()
        old = circle.round_id
        texts = {circle.sanne.id: "Om de week een spreekuur", circle.joost.id: "Elke maand een spreekuur"}
        first, second = at_once(
            chance,
            *(
                room.of(person).will_post(
                    f"{room.path}/werkversie?gezien=weighing", **room.text(texts[person.id]), amend="1"
                )
                for person in (circle.sanne, circle.joost)
            ),
        )
        one_of_two(first, second, "Er is al een volgende versie van de tekst.")
        lost = second if first.status_code in DONE else first
        assert texts[circle.joost.id if lost is second else circle.sanne.id] in lost.text, "what was typed is gone"
        assert len(happened("round", old, "amend")) == 1
        next_version_is(circle, texts[circle.sanne.id if lost is second else circle.joost.id])


@pytest.mark.parametrize("there_was_one", [False, True], ids=["the first there is", "of one that was there"])
def test_two_people_keep_a_werkversie(room: Room, there_was_one: bool) -> None:
    """The second is shown what the first wrote, beside what they typed themselves."""
    circle = room.circle
    for chance in times(AGAIN):
        room.weighs()
        address = f"{room.path}/werkversie?gezien=weighing"
        revision = ""
        if there_was_one:
            assert room.of(circle.sanne).post(address, **room.text("Eerst dit")).status_code in DONE
            revision = "1"
        texts = {circle.sanne.id: "Om de week een spreekuur", circle.joost.id: "Elke maand een spreekuur"}
        first, second = at_once(
            chance,
            *(
                room.of(person).will_post(address, **room.text(texts[person.id], revision=revision))
                for person in (circle.sanne, circle.joost)
            ),
        )
        one_of_two(first, second, "Iemand anders heeft deze tekst net ook veranderd.")
        won, lost = (circle.sanne, circle.joost) if first.status_code in DONE else (circle.joost, circle.sanne)
        refused = second if won is circle.sanne else first
        assert texts[lost.id] in refused.text, "what was typed is gone"
        assert circle.round.working is not None
        assert circle.round.working.what == texts[won.id]
        assert len(happened("round", circle.round_id, "edit")) == 1 + there_was_one


@pytest.mark.parametrize("what", ["werkversie", "draft"])
def test_a_mistake_in_the_form_hides_nothing_of_what_another_wrote_meanwhile(room: Room, what: str) -> None:
    """Slowly this time: one has the form open, another keeps a text, the first mends a mistake and sends it again."""
    circle = room.circle
    if what == "werkversie":
        room.weighs()
        path, other = f"{room.path}/werkversie", room.of(circle.sanne)
    else:
        path, other = f"/voorstellen/{circle.draft().id}/bewerken", room.of(circle.joost, "phone")
    slow = room.of(circle.joost)
    form = form_on(slow.get(path))
    other.post(path, **form_on(other.get(path)) | {"what": "Elke maand een spreekuur"})
    mistaken = slow.post(path, **form | {"what": ""})
    assert mistaken.status_code == 422
    mended = slow.post(path, **form_on(mistaken) | {"what": "Elke week een spreekuur"})
    assert is_plain(mended, "Iemand anders heeft deze tekst net ook veranderd."), _seen(mended)
    assert "maand" in mended.text, "what the other wrote is not shown"
    assert slow.post(path, **form_on(mended)).status_code in DONE, "it cannot be sent even when the other's was seen"


def test_what_nobody_touched_stays_in_the_next_version(room: Room) -> None:
    """A full proposal with advices, arguments and further parts: only the title is changed on the screen."""
    circle = room.circle
    parts = {
        "body": "We beginnen **klein**.\n\n- eerst dinsdag\n- dan de rest",
        "advices": ["Instemmen met een spreekuur.", "Kennisnemen van de kosten."],
        "arguments": [
            {"number": "1.1", "advice": 1, "heading": "Het scheelt reistijd", "text": "Voor iedereen in het dorp."},
            {"number": "2.1", "advice": 2, "heading": "Het past in de begroting", "text": ""},
        ],
        "sections": {"finances": "Twee uur per week.", "communication": "Via de dorpskrant."},
    }
    room.weighs(**parts)
    path = f"{room.path}/werkversie"
    screen = room.of(circle.sanne).get(path)
    sent = room.of(circle.sanne).post(path, **form_on(screen) | {"what": "Om de week een spreekuur", "amend": "1"})
    assert sent.status_code in DONE, _seen(sent)
    db.session.rollback()
    first, second = (version.wording.content() for version in circle.proposal.versions)
    assert second == first | {"what": "Om de week een spreekuur"}


def test_two_people_edit_a_draft(room: Room) -> None:
    """Its author on two devices: nothing that was written is written over unseen."""
    circle = room.circle
    for chance in times(AGAIN):
        proposal = circle.draft()
        address = f"/voorstellen/{proposal.id}/bewerken"
        texts = ("Elke maand een spreekuur", "Elke week een spreekuur")
        devices = (room.of(circle.joost), room.of(circle.joost, "phone"))
        known = {"owner": circle.joost.id, "confidentiality": "internal", "revision": "1"}
        known |= {name: str(day) for name, day in WHOLE_TEXT.items()}
        answers = at_once(
            chance,
            *(device.will_post(address, what=what, **known) for device, what in zip(devices, texts, strict=True)),
        )
        one_of_two(answers[0], answers[1], "Iemand anders heeft deze tekst net ook veranderd.")
        won = 0 if answers[0].status_code in DONE else 1
        assert texts[1 - won] in answers[1 - won].text
        db.session.rollback()
        assert circle.proposal.title == texts[won]
        assert len(happened("proposal", proposal.id, "edit")) == 1


def test_two_people_set_the_round_ready(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        proposal = circle.submit()
        address = f"/voorstellen/{proposal.id}/ronde"
        one_of_two(
            *at_once(chance, room.of(circle.marieke).will_post(address), room.of(circle.sanne).will_post(address)),
            "Marieke deed dit net al. Je hoeft niets te doen.",
            "Sanne deed dit net al. Je hoeft niets te doen.",
        )
        db.session.rollback()
        rounds = db.session.scalars(select(ConsentRound).where(ConsentRound.proposal_id == proposal.id)).all()
        assert len(rounds) == 1
        assert len(happened("proposal", proposal.id, "enter_round")) == 1


def test_the_button_that_opens_pressed_twice(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        circle.prepare()
        present = [place.id for place in circle.round.electors]
        press = {"mode": "short", "present": present}
        one_of_two(
            *at_once(
                chance,
                room.of(circle.marieke).will_post(f"{room.path}/open?gezien=prepared", **press),
                room.of(circle.marieke, "phone").will_post(f"{room.path}/open?gezien=prepared", **press),
            ),
            "Je hebt dit net zelf al gedaan. Je hoeft niets te doen.",
        )
        assert len(happened("round", circle.round_id, "open")) == 1


def test_a_proposal_is_handed_in_twice(room: Room) -> None:
    circle = room.circle
    for chance in times(AGAIN):
        proposal = circle.draft()
        address = f"/voorstellen/{proposal.id}/indienen"
        one_of_two(
            *at_once(
                chance, room.of(circle.joost).will_post(address), room.of(circle.joost, "phone").will_post(address)
            ),
            "Je hebt dit net zelf al gedaan. Je hoeft niets te doen.",
        )
        assert len(happened("proposal", proposal.id, "submit")) == 1


def test_two_rounds_of_one_circle_decide_for_the_first_time_this_year(house: Flask, server: Server) -> None:
    """Two decisions, two numbers, without a gap."""
    for chance in times(AGAIN // 2):
        room = Room(server, f"{chance.randrange(10**4, 10**5)}")
        circle, rounds = room.circle, []
        for _ in range(2):
            room.may_decide()
            rounds.append(circle.round_id)
        devices = room.of(circle.marieke), room.of(circle.marieke, "phone")
        answers = at_once(
            chance,
            *(
                device.will_post(f"/ronde/{key}/leg-vast?gezien=concluding")
                for device, key in zip(devices, rounds, strict=True)
            ),
        )
        assert {response.status_code for response in answers} <= DONE, _seen(*answers)
        db.session.rollback()
        numbers = db.session.scalars(select(Decision.number).where(Decision.round_id.in_(rounds))).all()
        assert sorted(number.rpartition("-")[2] for number in numbers) == ["1", "2"]


def test_nothing_of_a_lost_race_stays_behind(house: Flask) -> None:
    """After all these races every text belongs to a version, a werkversie or a decision."""
    db.session.rollback()
    used = union(
        select(ProposalVersion.wording_id),
        select(ConsentRound.working_id).where(ConsentRound.working_id.is_not(None)),
        select(Decision.wording_id),
    )
    assert db.session.scalars(select(Wording.id).where(Wording.id.not_in(used))).all() == []
