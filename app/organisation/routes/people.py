"""The people: finding them, the page of each, and what the beheerder does with them."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.routing import reads, signed_in_actor, writes
from app.organisation import service
from app.organisation.forms.people import PersonForm
from app.organisation.forms.units import LastDayForm
from app.organisation.models import Person
from app.organisation.queries.people_screens import page_of_people, roles_of_person
from app.organisation.routes.pages import Answer, changed, form_page, person_to_read, person_to_write
from app.organisation.stories import story_of_person

blueprint = Blueprint("people", __name__, url_prefix="/mensen")


@blueprint.get("/")
@reads("person:read")
def overview() -> Answer:
    """Everybody by name, or those who are searched for."""
    words = request.args.get("zoek", "").strip()
    number = request.args.get("pagina", 1, type=int)
    found = page_of_people(words, number, clock.today())
    return render_template("organisation/people.html", found=found, words=words)


@blueprint.get("/<int:person_id>")
@reads("person:read", person_to_read)
def page(person: Person) -> Answer:
    """One person, and their roles."""
    return render_template("organisation/person.html", person=person, roles=roles_of_person(person, clock.today()))


@blueprint.get("/<int:person_id>/logboek")
@reads("person:administer", person_to_read)
def journal(person: Person) -> Answer:
    """What happened to somebody's account."""
    back = url_for(".page", person_id=person.id)
    return render_template("organisation/journal.html", name=person.name, back=back, story=story_of_person(person))


@blueprint.get("/nieuw")
@reads("person:administer")
def new() -> Answer:
    """An empty form for somebody new."""
    return _new_page(PersonForm())


@blueprint.post("/nieuw")
@writes("person:administer")
def add() -> Answer:
    """Add somebody."""
    form, actor = PersonForm(), signed_in_actor()
    person = form.carry_out(lambda: service.add_person(form.to_data(), actor=actor))
    if person is None:
        return _new_page(form)
    return changed(_("%(name)s staat erbij.", name=person.name), ".page", person_id=person.id)


@blueprint.get("/<int:person_id>/wijzigen")
@reads("person:administer", person_to_read)
def edit(person: Person) -> Answer:
    """The form with who somebody is now."""
    return _edit_page(person, PersonForm(data={"name": person.name, "email": person.email}))


@blueprint.post("/<int:person_id>/wijzigen")
@writes("person:administer", person_to_write)
def change(person: Person) -> Answer:
    """Correct somebody's name or e-mail address."""
    form, actor = PersonForm(), signed_in_actor()
    if form.carry_out(lambda: service.change_person(person, form.to_data(), actor=actor)) is None:
        return _edit_page(person, form)
    return changed(_("De wijziging is vastgelegd."), ".page", person_id=person.id)


@blueprint.get("/<int:person_id>/beeindigen")
@reads("person:administer", person_to_read)
def choose_end(person: Person) -> Answer:
    """The form for somebody's last day."""
    return _end_page(person, LastDayForm(data={"on": person.ends_on or clock.today()}))


@blueprint.post("/<int:person_id>/beeindigen")
@writes("person:administer", person_to_write)
def end(person: Person) -> Answer:
    """Record somebody's last day, which is that of all their roles."""
    form, actor = LastDayForm(), signed_in_actor()
    if form.carry_out(lambda: service.end_person(person, form.on.data, actor=actor)) is None:
        return _end_page(person, form)
    return changed(_("De laatste dag is vastgelegd."), ".page", person_id=person.id)


@blueprint.post("/<int:person_id>/toelaten")
@writes("person:administer", person_to_write)
def reinstate(person: Person) -> Answer:
    """Let somebody back in who left."""
    service.reinstate_person(person, actor=signed_in_actor())
    return changed(_("%(name)s kan weer inloggen.", name=person.name), ".page", person_id=person.id)


@blueprint.post("/<int:person_id>/beheerder")
@writes("person:administer", person_to_write)
def make_administrator(person: Person) -> Answer:
    """Make somebody beheerder."""
    service.set_administrator(person, True, actor=signed_in_actor())
    return changed(_("%(name)s is nu beheerder.", name=person.name), ".page", person_id=person.id)


@blueprint.post("/<int:person_id>/geen-beheerder")
@writes("person:administer", person_to_write)
def unmake_administrator(person: Person) -> Answer:
    """Make a beheerder a colleague again."""
    service.set_administrator(person, False, actor=signed_in_actor())
    return changed(_("%(name)s is geen beheerder meer.", name=person.name), ".page", person_id=person.id)


@blueprint.post("/<int:person_id>/uitnodigen")
@writes("person:administer", person_to_write)
def invite(person: Person) -> Answer:
    """Make the link with which somebody chooses a password. It is shown this once, for only its digest is kept."""
    token = service.invite(person, actor=signed_in_actor())
    address = current_app.config["SETTINGS"].address + url_for("sign_in.welcome", token=token)
    return render_template("organisation/invitation.html", person=person, address=address)


def _new_page(form: PersonForm) -> Answer:
    return form_page(form, _("Nieuwe collega"), _("Collega toevoegen"), url_for(".overview"))


def _edit_page(person: Person, form: PersonForm) -> Answer:
    back = url_for(".page", person_id=person.id)
    return form_page(form, _("Gegevens wijzigen"), _("Opslaan"), back, kicker=person.name)


def _end_page(person: Person, form: LastDayForm) -> Answer:
    return form_page(
        form,
        _("Vertrek vastleggen"),
        _("Vastleggen"),
        url_for(".page", person_id=person.id),
        kicker=person.name,
        lead=_(
            "Alle rollen eindigen op dezelfde dag. Daarna is inloggen niet meer mogelijk; wat er was, blijft te lezen."
        ),
    )
