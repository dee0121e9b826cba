"""Every address of the house, filled in with the keys of real things, and beside it the same address of nothing."""

import itertools
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
from flask import Flask
from werkzeug.test import TestResponse

from tests.browserless import Visitor

Key = int | str

NO_ID = 999_999
NOTHING: dict[str, Key] = {
    **dict.fromkeys(("round_id", "proposal_id", "objection_id", "action_id", "election_id"), NO_ID),
    **dict.fromkeys(("meeting_id", "series_id", "agenda_item_id", "year_step_id", "assignment_id"), NO_ID),
    **dict.fromkeys(("sitting_id", "item_id"), NO_ID),
    "number": "KLUIS-1999-1",
}
"""By the name of an argument: a key that nothing has. Whatever these are the keys of may have to stay hidden."""

OF_PROGRAMMES = ("programme_id", "report_id", "part_id")
"""Which every colleague may read of."""

FILLED_IN: dict[str, Any] = {
    "choice": "consent", "text": "Een tekst.", "wish": "", "argument": "Zo gaat het mis.", "test": "Ja.",
    "outcome": "Nee.", "mode": "short", "papers_sent": "1", "let_in": "1", "confirmed": "1", "reason": "Daarom.",
    "name": "Greet", "what": "Iets anders", "why": "Daarom.", "body": "Een tekst.", "starts_on": "2027-01-01",
    "review_on": "2027-05-01", "amend": "1", "unit": "1", "author": "1", "owner": "1", "person": "1",
    "confidentiality": "internal", "by": "KLUIS-1999-2", "give_back-reason": "Daarom.",
    "written-mode": "short", "written-questions": "3", "written-reactions": "3", "written-consent": "3",
    "joint-unit": "1", "more-days": "3", "withdraw-reason": "Daarom.", "end-reason": "Daarom.", "copy-unit": "1",
    "reaffirm-reason": "Daarom.", "reaffirm-review_on": "2027-05-01", "repeal-reason": "Daarom.",
    "repeal-review_on": "2027-05-01", "withdraw-information": "Dit weet ik nu.", "action-what": "Bellen",
    "action-owner": "1", "action-due_on": "2027-05-01", "words": "Gedaan.",
    "refer-objection": "0", "refer-reason": "Daarom.", "hand_back-words": "Daarom.",
    "kind": "discretion", "scope": "Snoeien.", "holder": "1", "written_in": "Het verslag.",
    "instruct-text": "Niet in mei.", "policy": "0", "mandate": "0", "amount": "10", "ask-person": "1",
    "advice-text": "Doen.", "route-person": "1", "route-capacity": "controller", "paraaf-remark": "Gezien.",
    "step": "1", "mandate-amount": "10", "mandate-seen": "iets anders",
    "open-confidentiality": "open", "name-person": "1", "secret-body": "1", "secret-ground": "5.1.2e",
    "secret-reason": "Daarom.", "lift-reason": "Daarom.", "steers_on": "Op tijd.",
    "contest-argument": "Dit is een koers.", "mark": "hamer",
    "sitting-on": "2027-01-01", "sitting-chair": "1",
    "sitting-convocation": "first", "present": "1", "change": "Anders.",
    "role": "chair", "nominee": "1", "candidacy-nominee": "1", "for-nominee": "1", "for-person": "1",
    "plan-title": "Iets anders", "plan-name": "Iets anders", "plan-on": "2027-01-01", "plan-at": "09:00",
    "plan-duration": "60", "plan-rhythm": "weekly", "plan-every": "2", "plan-weekday": "2",
    "plan-starts_on": "2027-01-01", "pause-starts_on": "2027-01-01",
    "pause-ends_on": "2027-01-02", "pause-why": "Daarom.", "plan-papers_days": "2", "plan-papers_at": "12:00",
    "plan-chair": "0", "plan-secretary": "0", "plan-with_unit": "0",
    "day": "2027-01-05", "minutes": "5", "to": "up", "title": "Iets anders", "type": "forming",
    "item-title": "Iets anders", "item-type": "forming", "item-minutes": "5", "note-kind": "said", "note-text": "Goed.",
    "word-word": "Fijn", "card-safe": "4", "wants": "1", "rest_said_consent": "1",
    "drop-reason": "Daarom.", "cancel-reason": "Daarom.", "correct-reason": "Daarom.", "involve-unit": "1",
    "change-title": "Iets anders", "change-minutes": "10", "involve-involvement": "invited",
    "step-title": "Iets anders", "step-type": "forming", "step-minutes": "5", "step-first_month": "2",
    "step-last_month": "3", "step-expected_on": "2027-05-01", "step-presenter": "0",
    "task": "Iets afmaken.", "planned_until": "2027-12-31", "code": "WG1",
    "party-person": "1", "party-role": "contractor", "remark-part": "", "remark-text": "Waarom nu?",
    "decline-reason": "Daarom.", "renegotiate-reason": "Daarom.", "keep-reason": "Daarom.", "work_type": "task",
    "succession-party": "1", "succession-successor": "1", "succession-starts_on": "2027-01-01", "margin_days": "14",
    "because": "Daarom.", "shown": "iets anders", "ends_on": "2027-12-31", "abandon-reason": "Daarom.",
    "course_whole": "on", "course_planning": "off", "course_means": "on", "course_quality": "attention",
    "course_cooperation": "on", "course_risk": "on", "why_planning": "Daarom.", "why_quality": "Daarom.",
    "reached": "Veel.", "asked": "Mag het?", "verslag": "1", "report-1-answer": "Ja.", "held_on": "2026-01-05",
    "agreed": "Bellen.", "score": "4", "gesprek": "1", "feeling-1-score": "4", "result": "Het is klaar.",
    "differs": "Niets.", "cooperation": "Goed.", "lessons": "Begin klein.",
}  # fmt: skip
"""What every form of decisions asks for, in one: a form takes what it knows."""

KNOWN_ACTS = {
    "chair": "adjourn advance attend conclude delegate end_without_consent hand_over_chair open_round resume reveal "
    "reveal_now step_back timer",
    "participant": "answer argue confirm contribute discuss_first leave_answer take_turn",
    "room": "admit enter_answer enter_answers name_deputy note note_objection set_aside take_turn turn_away",
    "rounds": "arrive leave take_chair withdraw",
    "working": "save",
    "round_files": "attach detach",
    "mandates": "end give hand_over instruct pass_on succeed take",
    "guests": "knock",
    "joint": "invite leave_out",
    "written": "begin extend stop_waiting to_the_room wait",
    "personal_link": "act",
    "absentees": "reopen",
    "proposals": "advise ask_advice attach begin_rehearsal change create detach execute give_back prepare_round rework "
    "submit to_the_circle withdraw change_file impose_file lift_file ask_initials put_initial pass_over take_up",
    "referrals": "hand_back refer",
    "college": "plan mark attend open_ give_up settle_list settle vote hold_over close",
    "disclosure": "change_proposal name_proposal unname_proposal impose_proposal lift_proposal "
    "give_to_council_proposal change_decision name_decision unname_decision impose_decision lift_decision "
    "give_to_council_decision write_public_text",
    "actions": "add add_in_round finish",
    "reviews": "amend note reaffirm repeal start withdraw_consent",
    "register": "attach_to_decision contest copy end supersede change_file impose_file lift_file",
    "records": "look take_over",
    "calendar": "make_feed revoke_feed",
    "agreements": "enter_first",
    "elections": "abandon ask_consent ask_nominations change change_for nominate propose reveal start step_back",
    "meetings": "start_series change_series plan_next end_series plan_one change_meeting suggest pause_series "
    "resume_series",
    "items": "change drop involve leave_out",
    "preparing": "put add move set_time_box take_off cancel announce set_agenda",
    "agenda": "see",
    "meeting": "arrive leave excuse ask_to_speak say fill_in_card consent_to_all decide_by_mandate",
    "meeting_chair": "attend receive_guest open_ suspend resume pass_chair close take park conclude ask_consent note "
    "agree give_floor hammer_together record_hammers end_action",
    "year": "add_yearly add_expected change end",
    "reporting": "report answer_report converse say_how_it_feels",
    "closing": "offer_result look_back",
    "minutes": "write share correct archive hold_back let_go",
    "assignments": "begin write",
    "following": "expect reach inform",
    "programmes": "begin change take_in leave_out add_group remove_group report end",
    "programme_reports": "write put_together propose take_back release",
    "own_parts": "add end again",
    "agreeing": "name_party leave_out_party offer take_back remark answer_remark ask_consent begin_work decline cancel "
    "renegotiate keep_as_it_is succeed confirm",
    "account": "change_password sign_out_browser sign_out_everywhere",
    "demo": "sign_in",
    "people": "add change end invite make_administrator reinstate unmake_administrator",
    "sign_in": "accept sign_in sign_out",
    "units": "add_level add_role change change_level change_terms create end end_role move report_absence "
    "report_return withdraw_role set_up adjust stop",
}
"""What can be done by pressing a button. Of a new one the fields belong in `FILLED_IN`, and its name here."""

WITHOUT_DATA = "styleguide."
"""The examples of components, in development only."""


@dataclass(frozen=True)
class Address:
    """One address with a method. `missing` is the same address of nothing, when it is about what may be hidden."""

    endpoint: str
    method: str
    path: str
    missing: str | None


def addresses(app: Flask, method: str, things: Mapping[str, Sequence[Key]]) -> Iterator[Address]:
    """Every address of the house that takes `method`. `things` gives for each argument the keys to fill in.

    Fails for an argument, or an act, that nobody has told the walk about: whoever adds a route comes by here.
    """
    place = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method not in (rule.methods or ()) or rule.endpoint.startswith(WITHOUT_DATA):
            continue
        unknown = rule.arguments - things.keys()
        assert not unknown, f"what may stand in {rule.rule} for {unknown}? Tell tests/holding"
        feature, _, act = rule.endpoint.partition(".")
        known_act = method == "GET" or act in KNOWN_ACTS.get(feature, "").split()
        assert known_act, f"what is filled in at {rule.rule}? Tell FILLED_IN and KNOWN_ACTS in tests/holding/walk.py"
        names = sorted(rule.arguments)
        for keys in itertools.product(*(things[name] for name in names)):
            given = dict(zip(names, keys, strict=True))
            nothing = {name: NOTHING.get(name, key) for name, key in given.items()}
            path = place.build(rule.endpoint, given, method)
            missing = place.build(rule.endpoint, nothing, method)
            yield Address(rule.endpoint, method, path, None if missing == path else missing)


class Walker(Visitor):
    """Somebody who tries every address by hand, and looks at the bare answer."""

    def look(self, path: str) -> TestResponse:
        """Ask for an address. Follows no redirect: where one is led is part of the answer."""
        return self._request("GET", path)

    def act(self, path: str, **fields: Any) -> TestResponse:
        """Send a form with everything filled in, and a token that is right."""
        return self._request("POST", path, {"csrf_token": self.token, **FILLED_IN, **fields})

    @property
    def token(self) -> str:
        """A token for the forms of this browser; one serves for as long as it is signed in."""
        if not hasattr(self, "_token"):
            self._token = self.open("/inloggen").csrf_token()
        return self._token

    @property
    def cookies(self) -> httpx.Cookies:
        """What this browser was given to keep, for requests to a running server."""
        cookie = self._client.get_cookie("session")
        return httpx.Cookies({"session": cookie.value} if cookie is not None else {})


_TOKENS = re.compile(r'(name="(?:\w+-)?csrf_token"[^>]*?value=")[^"]*')
_OF_THE_MOMENT = frozenset({"date", "content-length", "set-cookie"})


def all_of(response: TestResponse, path: str = "") -> tuple[int, Any, str]:
    """An answer as it can be held against another: its status, headers and text, without tokens and its own address."""
    headers = {name.lower(): value for name, value in response.headers if name.lower() not in _OF_THE_MOMENT}
    if path:
        headers = {name: value.replace(path, "…") for name, value in headers.items()}
    text = _TOKENS.sub(r"\1", _text_of(response))
    return response.status_code, headers, text.replace(path, "…") if path else text


def _text_of(response: TestResponse) -> str:
    """Everything that an answer says; of a packed file what is in it, but for when it was made."""
    content = response.get_data()
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [package.read(name) for name in package.namelist() if name != "meta.xml"]
        content = b"\n".join(parts)
    return content.decode("utf-8", errors="replace")


def mentions(response: TestResponse, words: Collection[str]) -> bool:
    """Whether any of these words stands anywhere in an answer."""
    everything = f"{response.headers}\n{_text_of(response)}".casefold()
    return any(word.casefold() in everything for word in words)
