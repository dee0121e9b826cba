"""What the demo municipality has been deciding: a decision with its dossier, a round to open, and work in hand."""

from dataclasses import replace
from datetime import date, timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attachments, attendance, deadlines, proposals, rounds, working
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundMode, RoundState
from app.demo.files import YARD_PLANNING, YARD_QUOTES, yard_plan
from app.demo.organisation import Town
from app.records.huizen import read_document
from app.records.samples import SAMPLES
from app.records.service import import_document

EARLIER_DECISIONS = ("bewonersgroen.md", "vergaderzalen.html")
CONCERN_AT_THE_DESK = "Bij ons zit er altijd iemand aan de balie. Wissel het uur dan per week."
GREEN_TEAM = ("Marit", "Sanne", "Fatima", "Joris", "Daan", "Noor", "Emre", "Łucja")


def tell(town: Town) -> None:
    """Let the people of the town do what they have been doing."""
    _take_over_earlier_decisions(town)
    _decide_on_school_yard(town)
    _set_mowing_ready(town)
    _hand_in_counter(town)
    _draft_bins(town)
    _ask_about_the_quiet_hour(town)
    _hand_in_college_proposal(town)


def _take_over_earlier_decisions(town: Town) -> None:
    """What the college decided before there was Samensturen, from its documents."""
    for name in EARLIER_DECISIONS:
        with transaction():
            document = read_document(SAMPLES / name)
            import_document(document, town.units["COL"], by=town.person("Gijs"))


def _decide_on_school_yard(town: Town) -> None:
    """A round with an objection that made the text better, and a concern to watch."""
    first = WordingData(
        what="Schoolplein De Wilg wordt een groen speelplein",
        why="Ouders en school vragen om schaduw en speelruimte. Het plein is nu van steen en in juni te warm.",
        owner_id=town.person("Daan").id,
        starts_on=clock.today() + timedelta(days=30),
        review_on=_next(6, 1),
        body="Wij leggen het plein aan met inheemse bomen, een wadi en boomstammen om op te klimmen. "
        "Het plein is na schooltijd open voor de buurt.",
    )
    with transaction():
        marit = town.person("Marit")
        proposal = proposals.draft_proposal(
            town.units["GRO"], first, by=town.person("Daan"), confidentiality=Confidentiality.OPEN
        )
        for name, content in (("Plattegrond De Wilg.pdf", yard_plan()), ("Planning.txt", YARD_PLANNING.encode())):
            attachments.attach_to_proposal(proposal, content, name, by=town.person("Daan"))
        quotes = YARD_QUOTES.encode()
        among_us = Confidentiality.CONFIDENTIAL
        attachments.attach_to_proposal(
            proposal, quotes, "Offertes hoveniers.txt", by=town.person("Daan"), confidentiality=among_us
        )
        proposals.submit_proposal(proposal, by=town.person("Daan"))
        key = rounds.prepare_round(proposal, by=marit).id
    _open(town, key, RoundMode.FULL)
    with transaction():
        round_ = locked_round(key)
        rounds.advance(round_, by=marit)
        attendance.contribute(round_, "Wie sluit het hek ’s avonds?", by=town.person("Emre"))
        rounds.advance(round_, by=marit)
        attendance.contribute(round_, "Mooi dat de kinderen meetekenen.", by=town.person("Noor"))
        rounds.advance(round_, by=marit)
    objection = AnswerData(
        Choice.OBJECTION,
        "Het onderhoud is niet geregeld. Zonder uren is het plein na twee zomers kaal; mijn ploeg kan er niets bij.",
        "Uren voor onderhoud in het jaarplan.",
    )
    _answer_all(town, key, {"Fatima": objection})
    upkeep = " Voor het onderhoud staan vier uur per week in ons jaarplan, de eerste twee jaar samen met de school."
    second = replace(first, body=first.body + upkeep)
    with transaction():
        round_ = locked_round(key)
        rounds.reveal(round_, by=marit)
        working.edit_working(round_, second, by=town.person("Sanne"))
        key = rounds.amend(round_, by=marit, why="Het onderhoud is nu geregeld.").id
    concern = AnswerData(Choice.CONCERN, "Kijk of de buurt het plein ook netjes houdt.", as_criterion=True)
    _answer_all(town, key, {"Emre": concern})
    with transaction():
        round_ = locked_round(key)
        rounds.reveal(round_, by=marit)
        rounds.conclude(round_, by=marit)


def _set_mowing_ready(town: Town) -> None:
    """A round that waits for its gespreksleider."""
    text = WordingData(
        what="Bermen maaien we twee keer per jaar, na de bloei",
        why="Meer bloemen en insecten, en minder werk in het drukke voorjaar.",
        owner_id=town.person("Noor").id,
        starts_on=_next(3, 1),
        review_on=_next(10, 1),
        body="- Eerste keer na 1 juli, tweede keer na 15 september.\n- Bij kruispunten blijft het zicht vrij.\n"
        "- Het maaisel voeren we af.",
    )
    with transaction():
        noor = town.person("Noor")
        proposal = proposals.draft_proposal(town.units["GRO"], text, by=noor, confidentiality=Confidentiality.OPEN)
        proposals.submit_proposal(proposal, by=noor)
        rounds.prepare_round(proposal, by=town.person("Marit"))


def _ask_about_the_quiet_hour(town: Town) -> None:
    """A round in writing, under way: some have answered, and it ends by itself."""
    text = WordingData(
        what="Elke donderdag een stil uur, zonder overleg en zonder mail",
        why="We komen niet toe aan werk dat aandacht vraagt. Eén uur samen stil maakt het makkelijker.",
        owner_id=town.person("Ilse").id,
        starts_on=_next(1, 7),
        review_on=_next(4, 1),
        body="- Van 9 tot 10 uur plannen we niets met elkaar.\n- Wie dringend iemand nodig heeft, belt.\n"
        "- De balie en de meldkamer gaan gewoon door.",
    )
    with transaction():
        tom, petra = town.person("Tom"), town.person("Petra")
        proposal = proposals.draft_proposal(town.units["CMT"], text, by=petra, confidentiality=Confidentiality.OPEN)
        proposals.submit_proposal(proposal, by=petra)
        key = rounds.prepare_round(proposal, by=tom).id
    with transaction():
        days = {RoundState.CONSENTING: 5}
        deadlines.open_in_writing(locked_round(key), by=tom, mode=RoundMode.HAMMER, days=days, papers_sent=True)
    for name, data in (("Tom", AnswerData(Choice.CONSENT)), ("Anouk", AnswerData(Choice.CONCERN, CONCERN_AT_THE_DESK))):
        with transaction():
            answers.answer(locked_round(key), data, by=town.person(name))


def _hand_in_counter(town: Town) -> None:
    """A proposal that was handed in and waits for a round."""
    text = WordingData(
        what="Op dinsdag is de balie tot 20 uur open",
        why="Wie overdag werkt, kan nu niet terecht zonder vrij te nemen.",
        owner_id=town.person("Els").id,
        starts_on=_next(2, 1),
        review_on=_next(8, 1),
    )
    with transaction():
        els = town.person("Els")
        proposal = proposals.draft_proposal(town.units["BUR"], text, by=els)
        proposals.submit_proposal(proposal, by=els)


def _draft_bins(town: Town) -> None:
    """A draft that its author still works on."""
    text = WordingData(
        what="Afvalbakken bij speelplekken legen we ook op zaterdag",
        owner_id=town.person("Emre").id,
        starts_on=_next(4, 1),
        review_on=_next(9, 1),
    )
    with transaction():
        proposals.draft_proposal(town.units["GRO"], text, by=town.person("Emre"))


def _hand_in_college_proposal(town: Town) -> None:
    """A proposal for the college, with everything that its form asks."""
    text = WordingData(
        what="Eerst de buurt vragen, dan pas de straat ontwerpen",
        why="Bewoners weten waar het knelt. Wie het hun vroeg vraagt, hoeft later minder te herstellen.",
        owner_id=town.person("Gijs").id,
        starts_on=_next(1, 1),
        review_on=_next(9, 1),
        advices=[
            "Instemmen met een gesprek in de straat voordat het ontwerp begint.",
            "Kennisnemen van wat de proef in twee straten heeft geleerd (bijlage 1).",
        ],
        arguments=[
            {"number": "1.1", "advice": 1, "heading": "Een vraag vooraf is goedkoper dan een klacht achteraf",
             "text": "In de proef is één ontwerp aangepast, en geen enkele straat opnieuw opengebroken."},
            {"number": "2.1", "advice": 2, "heading": "De proef werkte ook voor wie niet naar avonden komt",
             "text": "Medewerkers stonden op zaterdag met koffie in de straat. Dertig mensen dachten zo mee."},
        ],
        sections={
            "case_number": "Z.310118",
            "document_date": clock.today().isoformat(),
            "department": "Openbare ruimte",
            "portfolio_holder": "C. Feenstra",
            "background": "Bij herinrichting van straten komt het gesprek met bewoners nu pas als het ontwerp er ligt.",
            "frameworks": "- Participatieverordening Voorbeeld\n- Groenvisie 2030",
            "drawbacks": "- Het ontwerp begint drie weken later.\n- Niet iedereen wil hetzelfde; kiezen blijft nodig.",
            "finances": "| Jaar | Kosten | Dekking |\n| --- | --- | --- |\n| 2027 | € 4.000 | budget participatie |",
            "communication": "Een kaart in de bus, en een bericht in de weekkrant.",
            "execution": "Team Groen en spelen begint met de Lindestraat.",
            "advised_by": "Juridische zaken: akkoord.",
            "attachments": "1. Verslag van de proef",
        },
    )  # fmt: skip
    with transaction():
        gijs = town.person("Gijs")
        proposal = proposals.draft_proposal(town.units["COL"], text, by=gijs, confidentiality=Confidentiality.OPEN)
        proposals.submit_proposal(proposal, by=gijs)


def _open(town: Town, key: int, mode: RoundMode) -> None:
    with transaction():
        round_ = locked_round(key)
        places = [one.id for one in round_.participants if one.person and one.person.name.startswith(GREEN_TEAM)]
        attendance.mark_present(round_, places, by=town.person("Marit"))
        rounds.open_round(round_, by=town.person("Marit"), mode=mode)


def _answer_all(town: Town, key: int, other: dict[str, AnswerData]) -> None:
    """Everybody who is there consents, but for these."""
    for name in GREEN_TEAM:
        with transaction():
            answers.answer(locked_round(key), other.get(name, AnswerData(Choice.CONSENT)), by=town.person(name))


def _next(month: int, day: int) -> date:
    """The next time it is that day of the year, at least a month ahead."""
    soon = clock.today() + timedelta(days=30)
    this_year = date(soon.year, month, day)
    return this_year if this_year >= soon else date(soon.year + 1, month, day)
