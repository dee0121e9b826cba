"""The register of decisions, and the page of each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import NotFound
from app.core.machine import possible
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.decisions.action_machine import ActionMachine
from app.decisions.decision_machine import DecisionMachine
from app.decisions.filed import readable_files
from app.decisions.forms.attachments import AttachmentForm
from app.decisions.forms.register import ContestForm, CopyForm, EndForm, arguments_of, wanted_from
from app.decisions.forms.reviews import ActionEndForm, ActionForm, InformationForm, action_end_form
from app.decisions.models import Decision
from app.decisions.queries.decision_story import Story, load_decision, locked_decision, story_of
from app.decisions.queries.executions import ExecutionStory, execution_story
from app.decisions.queries.journal import story_of_decision
from app.decisions.queries.register import STATES, page_of_decisions
from app.decisions.queries.reviews import actions_of, open_changes, reviews_of
from app.decisions.queries.tables import people_at_tables, units_to_propose_in
from app.decisions.service import contests, proposals
from app.decisions.service import register as verbs
from app.decisions.source_fields import source_fields
from app.decisions.states import NATURES
from app.organisation.models import Person
from app.organisation.routes.pages import changed

blueprint = Blueprint("register", __name__)
blueprint.add_app_template_filter(source_fields)

Answer = str | tuple[str, int] | Response
A_REASON = "…"


@blueprint.get("/besluiten")
@reads("register:read")
def overview() -> Answer:
    """The decisions the reader may see."""
    wanted = wanted_from(request.args)
    return render_template(
        "decisions/register/overview.html",
        page=page_of_decisions(signed_in_actor(), wanted),
        wanted=wanted,
        asked=arguments_of(wanted),
        states=STATES,
        natures=NATURES,
    )


@blueprint.get("/besluiten/<number>")
@reads("decision:read", load_decision)
def show(decision: Decision) -> Answer:
    """One decision: what, why, by whom, and what came of it."""
    return decision_page(decision)


@blueprint.get("/besluiten/<number>/logboek")
@reads("decision:read", load_decision)
def journal(decision: Decision) -> Answer:
    """What led to a decision, and what became of it."""
    return render_template(
        "decisions/register/journal.html",
        decision=decision,
        story=story_of_decision(decision, signed_in_actor()),
        all="alles" in request.args,
    )


@blueprint.post("/besluiten/<number>/voorstel")
@writes("decision:copy", locked_decision)
def copy(decision: Decision) -> Answer:
    """Make a draft of it, for one of the reader's units."""
    actor = signed_in_actor()
    form = CopyForm(units_to_propose_in(actor), prefix="copy-")
    proposal = form.carry_out(lambda: proposals.copy_decision(decision, form.chosen("unit"), by=actor))
    if proposal is None:
        return decision_page(decision, copy_form=form), 422
    flash(_("Dit is nu een concept van jou. Pas aan wat anders moet."), "success")
    return redirect(url_for("proposals.edit", proposal_id=proposal.id), 303)


@blueprint.post("/besluiten/<number>/dit-is-beleid")
@writes("decision:contest", locked_decision)
def contest(decision: Decision) -> Answer:
    """Say of an uitvoeringsbesluit that it is beleid: the circle whose beleid it is decides."""
    form, actor = ContestForm(prefix="contest-"), signed_in_actor()
    made = form.carry_out(lambda: contests.contest(decision, form.argument.data, by=actor))
    if made is None:
        return decision_page(decision, contest_form=form), 422
    told = _("Dank je. Het ligt nu bij %(unit)s: de kring beslist erover.", unit=made.proposal.unit.name)
    return changed(told, ".show", number=decision.number)


@blueprint.post("/besluiten/<number>/vervangen")
@writes("decision:supersede", locked_decision)
def supersede(decision: Decision) -> Answer:
    """Let the decision that was made of it take its place."""
    successor = locked_decision(request.form.get("by", ""))
    if successor.proposal is None or successor.proposal.based_on_id != decision.id:
        raise NotFound
    verbs.supersede(decision, successor, by=signed_in_actor())
    return changed(_("%(old)s is vervangen.", old=decision.number), ".show", number=successor.number)


@blueprint.post("/besluiten/<number>/beeindigen")
@writes("decision:repeal", locked_decision)
def end(decision: Decision) -> Answer:
    """Let it end before its time, or because its time is over, with the reason."""
    form = EndForm(prefix="end-")
    verb = verbs.expire if "expired" in request.form else verbs.repeal
    if not form.validate():
        return decision_page(decision, end_form=form), 422
    verb(decision, by=signed_in_actor(), reason=form.reason.data)
    return changed(_("Dit besluit geldt niet meer."), ".show", number=decision.number)


def decision_page(
    decision: Decision,
    copy_form: CopyForm | None = None,
    end_form: EndForm | None = None,
    contest_form: ContestForm | None = None,
    information_form: InformationForm | None = None,
    action_form: ActionForm | None = None,
    action_end: tuple[int, ActionEndForm] | None = None,
    attachment: AttachmentForm | None = None,
) -> str:
    """The page of a decision, with its forms as they stand; `action_end` is that of the action with this id."""
    reader = signed_in_actor()
    story = story_of(decision, reader)
    units = units_to_propose_in(reader) if decision.wording.kind.stands_alone else []
    uitvoering = execution_story(decision, reader)
    return render_template(
        "decisions/register/show.html",
        decision=decision,
        story=story,
        uitvoering=uitvoering,
        may_contest=_may_contest(decision, uitvoering, reader),
        contest_form=contest_form or ContestForm(formdata=None, prefix="contest-"),
        may_do=_acts(decision, reader),
        may_amend=decision.can_be_amended and may(reader, "decision:amend", decision),
        reviews=reviews_of(decision),
        changes=open_changes(decision.id, reader),
        actions=actions_of(decision),
        may_end=lambda action: possible(ActionMachine, action, "finish", actor=reader, words=A_REASON),
        end_action=lambda action: action_end_form(action.id, action_end),
        action_form=action_form or _action_form(decision, reader),
        information_form=information_form or InformationForm(formdata=None, prefix="withdraw-"),
        superseding=_may_supersede(story, reader),
        copy_form=copy_form or (CopyForm(units, formdata=None, prefix="copy-") if units else None),
        files=readable_files(decision, decision.wording, reader),
        attachment=attachment or AttachmentForm(formdata=None, prefix="attachment-"),
        end_form=end_form or EndForm(formdata=None, prefix="end-"),
    )


def _may_contest(decision: Decision, uitvoering: ExecutionStory, reader: Person) -> bool:
    """Whether the reader may say now that it is beleid."""
    contested = any(one.outcome is None for one in uitvoering.contests)
    if uitvoering.execution is None:
        return False
    return possible(DecisionMachine, decision, "contest", actor=reader, argument=A_REASON, contested=contested)


def _acts(decision: Decision, reader: Person) -> frozenset[str]:
    """The events the reader may let happen to a decision now."""
    events = ("attach", "start_review", "withdraw_consent", "repeal", "expire")
    told = {"reason": A_REASON, "information": A_REASON}
    return frozenset(event for event in events if possible(DecisionMachine, decision, event, actor=reader, **told))


def _action_form(decision: Decision, reader: Person) -> ActionForm | None:
    """An empty form for an action, for who may add one."""
    if not may(reader, "decision:add_action", decision):
        return None
    return ActionForm(people_at_tables([decision.unit]), formdata=None)


def _may_supersede(story: Story, reader: Person) -> Decision | None:
    """The decision of which this one was made, when the reader may let this one take its place."""
    old = story.based_on
    if old is not None and possible(DecisionMachine, old, "supersede", actor=reader):
        return old
    return None
