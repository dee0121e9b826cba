"""A whole CMT meeting in real browsers: from the series to adopted minutes, with everybody's own screen following."""

import re

from playwright.sync_api import expect

from tests.browser.accessibility import found_by_axe, inspected
from tests.browser.house import House
from tests.browser.meeting_screens import Attending, MeetingChair, MeetingWall, Secretary
from tests.browser.somebody import Somebody

CMT = 2
RULE, HAMMER, JOINT = (
    "Vergaderstukken staan drie werkdagen vooraf klaar",
    "De kantine is op vrijdag dicht",
    "Samen één loket voor evenementen",
)
TALK, PICTURE = "Drukte aan de balie", "Hoe gaat het met de stagiairs?"
OBJECTION = "Spoed kan dan nooit meer op de agenda."


def hands_in(author: Somebody, what: str) -> None:
    """Write a proposal in its short form, and hand it in."""
    author.opens(f"/voorstellen/nieuw?kring={CMT}")
    author.page.get_by_label("Wat", exact=True).fill(what)
    author.page.get_by_label(re.compile("^Waarom")).first.fill("Dan weet iedereen waar die aan toe is.")
    author.page.get_by_label(re.compile("^Wie")).first.select_option(label="Bram Kooistra")
    author.page.get_by_label(re.compile("^Vanaf")).first.fill("2027-01-04")
    author.page.get_by_label(re.compile("^We kijken terug|^Wanneer kijken")).first.fill("2027-06-01")
    author.presses(re.compile("^(Dien in|Bewaar en dien in)"))


def test_a_whole_meeting(house: House) -> None:
    petra = house.welcome(Secretary, "Petra Nijland", bypass_csp=True)
    tom = house.welcome(MeetingChair, "Tom Bergsma", bypass_csp=True)
    members = ("Bram Kooistra", "Anouk Dekkers", "Ilse van Rossum", "Ruben Hofstede")
    bram, anouk, ilse, ruben = (house.welcome(Attending, name, bypass_csp=True) for name in members)
    wouter, stijn = (house.welcome(Attending, name) for name in ("Wouter Lindeman", "Stijn Hoogland"))
    wall = house.welcome(MeetingWall, "Petra Nijland", bypass_csp=True)
    for one in house.everybody:
        one.signs_in()
    for what in (RULE, HAMMER, JOINT):
        hands_in(bram, what)

    meeting = petra.plans_the_next("CMT-overleg", CMT)
    petra.puts(HAMMER, hammer=True)
    petra.puts(RULE)
    petra.puts(JOINT)
    petra.adds(TALK, "Meningsvormend")
    petra.adds(PICTURE, "Beeldvormend")
    petra.invites("College van burgemeester en wethouders", JOINT)
    petra.opens(f"/overleg/{meeting}/voorbereiden")
    petra.presses("Stel de agenda vast")

    # It begins: a word of each; the minutes are for the meeting in between; what is told
    tom.comes_to_meeting(meeting)
    for phone in (bram, anouk, ilse, ruben, wouter, stijn):
        phone.comes_to_meeting(meeting)
    wall.shows_meeting(meeting)
    tom.presses("Open het overleg")
    tom.has_folded("Wie is er?")
    wall.sees("Het overleg is begonnen.")
    tom.goes_on("Volgend punt")
    for phone, word in ((bram, "wakker"), (anouk, "druk"), (ilse, "benieuwd"), (ruben, "goed")):
        phone.says_in_a_word(word)
    wall.sees("benieuwd")
    found = inspected(tom.page) + inspected(anouk.page) + found_by_axe(wall.page)
    tom.goes_on("Kennisgenomen")
    tom.goes_on("Volgend punt")
    tom.goes_on("Kennisgenomen")
    tom.goes_on("Volgend punt")
    tom.goes_on("Kennisgenomen")

    # The hamerstuk
    tom.goes_on("Vraag consent op alle hamerstukken")
    anouk.sees(re.compile("Kun je met al deze voorstellen werken"))
    found += inspected(tom.page) + inspected(anouk.page)
    for phone in (bram, anouk, ilse, ruben):
        phone.presses("Consent")
    petra.opens(f"/overleg/{meeting}/deelnemer").presses("Consent")
    tom.presses("Consent")
    tom.goes_on("Toon en leg vast")
    tom.sees("1 hamerstuk is besloten.")
    wall.has_title(HAMMER)
    bram.sees(re.compile("Conform"))

    # A round with an objection that is settled in a second version
    tom.goes_on("Volgend punt")
    tom.begins_the_round()
    for phone in (bram, anouk, ilse, ruben):
        phone.is_in_a_round()
    expect(wall.page).to_have_url(re.compile("/ronde/"))
    tom.opens_round("Kort")
    tom.goes_on("Naar de vragen")
    tom.goes_on("Vraag consent")
    bram.objects(OBJECTION)
    for phone in (anouk, ilse, ruben):
        phone.consents()
    for one in (petra.comes_to(tom.round_id), tom):
        one.answers("consent")
    tom.goes_on("Toon antwoorden")
    tom.sees(OBJECTION)
    tom.follows("Nieuwe tekst")
    tom.page.get_by_label("Wat", exact=True).fill(f"{RULE}, behalve bij spoed")
    tom.page.get_by_label("Waarom deze verandering?").fill("De uitzondering van Bram")
    tom.presses(re.compile("Maak dit versie"))
    for phone in (bram, anouk, ilse, ruben):
        phone.consents()
    for one in (petra.comes_to(tom.round_id), tom):
        one.answers("consent")
    tom.goes_on("Toon antwoorden")
    tom.goes_on("Leg besluit vast")
    tom.is_back_in_meeting(meeting)
    for phone in (bram, anouk, ilse, ruben):
        phone.is_back_in_meeting(meeting)
    wall.has_title(RULE)
    wall.sees(re.compile("Gewijzigd"))

    # Joint with the college, whose members come for this item
    tom.goes_on("Volgend punt")
    for phone in (wouter, stijn):
        phone.sees("Waar jullie bij zijn")
    tom.begins_the_round()
    tom.page.get_by_text("Samen met een andere kring").last.click()
    tom.page.get_by_label("Welke kring").select_option(label="College van burgemeester en wethouders")
    tom.presses("Vraag deze kring erbij")
    tom.sees(re.compile("beslist mee"))
    for phone in (wouter, stijn):
        phone.is_in_a_round()
        phone.joins()
    tom.opens_round("Kort", absent=("Carolien Feenstra",))
    tom.goes_on("Naar de vragen")
    tom.goes_on("Vraag consent")
    for phone in (bram, anouk, ilse, ruben, wouter, stijn):
        phone.consents()
    for one in (petra.comes_to(tom.round_id), tom):
        one.answers("consent")
    tom.goes_on("Toon antwoorden")
    tom.goes_on("Leg besluit vast")
    for phone in (bram, wouter):
        phone.is_back_in_meeting(meeting)

    # Talking: the floor goes round, and what is not ready is held over with what was said
    tom.is_back_in_meeting(meeting)
    tom.goes_on("Volgend punt")
    anouk.sees_in_hand(TALK)
    anouk.presses("Vraag het woord")
    anouk.sees("Je vroeg het woord.")
    tom.presses("Geef het woord: Anouk Dekkers")
    wall.sees("is aan het woord")
    found += inspected(tom.page) + inspected(ruben.page) + found_by_axe(wall.page)
    tom.unfolds("Noteer iets")
    tom.page.get_by_label("Notitie").fill("We missen de cijfers van de avond.")
    tom.presses("Noteer")
    tom.unfolds("Spreek een actie af")
    tom.page.locator("#agree-form").get_by_label("Wat", exact=True).fill("Avondcijfers opvragen")
    tom.page.locator("#agree-form").get_by_label("Wie").select_option(label="Ruben Hofstede")
    tom.presses("Leg de actie vast")
    ruben.sees_in_hand(TALK)
    tom.sees(re.compile("Actie: Ruben Hofstede"))
    tom.unfolds("Rond af met een paar woorden, of anders")
    tom.page.get_by_label("In een paar woorden").first.fill("Eerst de avondcijfers.")
    tom.presses(f"Aangehouden: {TALK}")
    tom.goes_on("Volgend punt")
    tom.goes_on("Mening opgehaald")
    tom.goes_on("Volgend punt")
    tom.goes_on("Kennisgenomen")

    # The end: a word, a card of each, how the floor was spread, and it is closed
    tom.goes_on("Volgend punt")
    anouk.sees_in_hand("Sluiting")
    found += inspected(anouk.page)
    for phone in (bram, anouk, ilse, ruben):
        phone.says_in_a_word("goed zo")
        phone.fills_in_the_card("4")
    tom.sees("Hoe het woord verdeeld was")
    found += inspected(tom.page) + inspected(bram.page)
    tom.goes_on("Kennisgenomen")
    tom.goes_on("Sluit het overleg")
    tom.presses("Ja, sluit")
    wall.sees("Het overleg is gesloten.")

    # Minutes that write themselves, adopted at the next meeting
    petra.opens(f"/overleg/{meeting}/verslag")
    for told in ("We missen de cijfers van de avond", "Ruben Hofstede: Avondcijfers opvragen", "Eerst de avondcijfers"):
        petra.sees(re.compile(told))
    petra.does_not_see("goed zo")
    petra.page.get_by_label(f"Wat er gezegd is: {PICTURE}").fill("De stagiairs voelen zich welkom.")
    petra.presses("Bewaar")
    petra.presses("Deel als voorlopig")
    anouk.opens(f"/overleg/{meeting}/verslag")
    anouk.sees("De stagiairs voelen zich welkom.")
    following = petra.plans_the_next("CMT-overleg", CMT)
    petra.sees(TALK)
    petra.presses("Stel de agenda vast")
    tom.comes_to_meeting(following)
    tom.presses("Open het overleg")
    tom.goes_on("Volgend punt")
    tom.goes_on("Kennisgenomen")
    tom.goes_on("Volgend punt")
    tom.goes_on("Stel het verslag vast")
    tom.sees(re.compile("Hierna: Mededelingen"))
    petra.opens(f"/overleg/{meeting}/verslag")
    petra.sees("Verslag vastgesteld")
    assert found == []
