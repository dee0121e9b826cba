"""The command `samensturen`: serve, set up, import, check the journal. Its help is for who keeps the tool running."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Never

import click
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

import config
from app import create_app
from app import demo as demo_municipality
from app.core import journal, schema
from app.core import worker as clockwork
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import SamensturenError
from app.core.serving import process
from app.core.serving.companion import accompanied_by
from app.core.transaction import transaction
from app.decisions.service import attachments
from app.demo import many
from app.organisation.models import Person
from app.organisation.service import PersonDetails, add_person, seed_levels, set_password
from app.records import service as records
from app.records.documents.content import document_of_decision
from app.records.documents.export import FORMATS, file_of
from app.records.huizen import to_json
from app.records.reading import LARGEST_OFFICE_FILE, read_file

ASGI_FACTORY = "app.asgi:create_asgi_app"
WORKER = ("-m", "app.cli", "worker", "--with-parent")
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class PlainErrors(click.Group):
    """A group of commands that says in one line what went wrong, and stops with exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except (SamensturenError, config.UnsafeSettings) as error:
            stop(str(error))
        except OperationalError as error:
            stop(f"De database is niet te gebruiken: {error.orig}")


def stop(message: str) -> Never:
    """Say what is wrong and stop."""
    raise click.ClickException(message)


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samensturen", message="%(version)s")
def samensturen() -> None:
    """Samensturen: samen besluiten met consent, en alles terugvinden.

    Instellingen komen uit de omgeving: HOST, PORT, PUBLIC_URL, PROCESSES, DATABASE_URL, MUNICIPALITY, en buiten de
    ontwikkelomgeving (SAMENSTUREN_ENV=production) ook SECRET_KEY en SECURE_COOKIES. Voor mail: SMTP_HOST, SMTP_PORT,
    SMTP_SECURITY (starttls, tls of none), SMTP_USER, SMTP_PASSWORD en MAIL_FROM.
    """


@samensturen.command()
@click.option("--with-demo", is_flag=True, help="Zet in een lege database eerst de demo-gemeente.")
def serve(with_demo: bool) -> None:
    """Start de server, en werk zo nodig eerst de database bij."""
    settings = config.from_environment()
    listening = _listen(settings)
    with _application(settings):
        _bring_up_to_date()
        if with_demo and _is_empty():
            _install_demo()
        welcome = _welcome(settings)
        db.engine.dispose()
    click.echo(welcome)
    with (
        accompanied_by(WORKER, "De werker stopte onverwacht en wordt opnieuw gestart."),
        suppress(KeyboardInterrupt),  # uvicorn passes Ctrl+C on once it has stopped; that is no accident
    ):
        process.serve(ASGI_FACTORY, listening, settings.processes)


@samensturen.command()
@click.option("--once", is_flag=True, help="Doe wat er nu te doen is, en stop dan.")
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop als het proces dat de werker startte stopt.")
def worker(once: bool, with_parent: bool) -> None:
    """Doe wat vanzelf moet gebeuren: termijnen, herinneringen en mail. ‘serve’ start dit er zelf bij."""
    app = create_app()
    if once:
        clockwork.do_all(app)
        return
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if with_parent:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then stops this one
        clockwork.stop_with_the_parent(stopping)
    clockwork.run(app, stopping)


@samensturen.command()
def migrate() -> None:
    """Werk de tabellen van de database bij."""
    with _application():
        _bring_up_to_date()
    click.echo("De database is bij.")


@samensturen.command()
def demo() -> None:
    """Zet een demo-gemeente in een nieuwe database, om mee te oefenen."""
    with _application():
        _bring_up_to_date()
        if not _is_empty():
            stop("Er staan al mensen in deze database. De demo-gemeente komt alleen in een lege.")
        _install_demo()
    click.echo("De demo-gemeente staat klaar. Start met: samensturen serve")


@samensturen.command()
@click.option("--decisions", type=click.IntRange(1), required=True, metavar="AANTAL", help="Hoeveel besluiten.")
@click.option("--seed", default=1, show_default=True, help="Hetzelfde getal geeft op dezelfde dag dezelfde gegevens.")
def generate(decisions: int, seed: int) -> None:
    """Vul een nieuwe database met een verzonnen gemeente die al heel wat besloot, om te zien hoe snel alles blijft."""
    with _application():
        _bring_up_to_date()
        many.generate(decisions, seed)
    click.echo(f"Er staan {decisions} besluiten klaar. Start met: samensturen serve")


@samensturen.command("create-user")
@click.option("--email", prompt="E-mailadres", help="Hiermee logt iemand in.")
@click.option("--name", prompt="Naam", help="Zoals collega's iemand kennen.")
@click.option("--administrator", is_flag=True, help="Maak deze persoon beheerder.")
@click.password_option(
    "--password", prompt="Wachtwoord", confirmation_prompt="Nog een keer", help="Wordt gevraagd als je het weglaat."
)
def create_user(email: str, name: str, administrator: bool, password: str) -> None:
    """Maak een account. Het eerste is meestal dat van een beheerder."""
    with _application():
        _bring_up_to_date()
        with transaction():
            details = PersonDetails(name=name.strip(), email=email.strip().lower())
            person = add_person(details, is_administrator=administrator, actor=SYSTEM)
            set_password(person, password, actor=SYSTEM)
    click.echo(f"{name} kan inloggen met {email}.")


@samensturen.command("import")
@click.argument("file", type=EXISTING_FILE, metavar="BESTAND")
@click.option("--unit", metavar="CODE", help="De kring die het besluit nam, zoals CMT; anders de breedste.")
@click.option("--json", "as_json", is_flag=True, help="Toon alleen wat gelezen is; er wordt niets bewaard.")
def import_document(file: Path, unit: str | None, as_json: bool) -> None:
    """Lees een besluitdocument (Word, pdf, tekst, Markdown, HTML of JSON) in het register."""
    with file.open("rb") as opened:
        document = read_file(opened.read(LARGEST_OFFICE_FILE + 1))
    if as_json:
        click.echo(json.dumps(to_json(document), ensure_ascii=False, indent=2))
        return
    with _application():
        _bring_up_to_date()
        with transaction():
            imported = records.import_document(document, records.unit_for(unit), by=SYSTEM)
        number = imported.decision.number
        click.echo(f"Staat al in het register: {number}." if imported.was_there else f"Overgenomen als {number}.")
    for warning in document.warnings:
        click.echo(f"Let op: {warning}", err=True)


@samensturen.command("export")
@click.argument("number", metavar="NUMMER")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), required=True, help="Word, pdf of JSON.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Waar het komt te staan."
)
def export_decision(number: str, kind: str, output: Path) -> None:
    """Maak van een besluit een document. NUMMER is het nummer van het besluit, of het documentnummer."""
    with _application():
        decision = records.decision_under(number.strip())
        content = file_of(document_of_decision(decision), decision.number, kind)
    try:
        output.write_bytes(content)
    except OSError as error:
        stop(f"{output} is niet te schrijven: {error.strerror}.")
    click.echo(f"{decision.number} staat in {output}.")


@samensturen.command("sweep-files")
def sweep_files() -> None:
    """Gooi bestanden weg waar geen bijlage meer bij hoort. Noemt wat ontbreekt, en stopt dan met code 1."""
    with _application():
        swept, missing = attachments.sweep_files(), attachments.missing_files()
    click.echo(f"Weggegooid: {swept}.")
    if missing:
        stop("Deze bestanden ontbreken of zijn veranderd: " + ", ".join(missing))


@samensturen.command("verify-journal")
def verify_journal() -> None:
    """Loop het logboek na. Noemt de eerste regel die niet klopt, en stopt dan met code 1."""
    settings = config.from_environment()
    with _application(settings):
        flaw = journal.first_flaw(settings.secret_key.encode())
        if flaw is not None:
            stop(f"Het logboek klopt niet: {flaw.where}: {flaw.why}")
        rows = db.session.scalar(select(func.count()).select_from(journal.JournalEntry))
    click.echo(f"Het logboek klopt: {rows} regels.")


def _bring_up_to_date() -> None:
    """The tables as they are now, and the levels that every municipality begins with."""
    schema.upgrade()
    with transaction():
        seed_levels()


@contextmanager
def _application(settings: config.Settings | None = None) -> Iterator[Flask]:
    """The application on the database of the settings, whose folder is made when it is not there yet."""
    app = create_app(settings)
    with app.app_context():
        url = db.engine.url
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        yield app


def _listen(settings: config.Settings) -> Any:
    try:
        return process.listen(settings.host, settings.port)
    except process.AddressTaken:
        stop(f"Poort {settings.port} is al in gebruik. Kies een andere, bijvoorbeeld PORT={settings.port + 1}.")
    except process.AddressNotOurs as error:
        stop(f"Hier kan de server niet luisteren: HOST={settings.host}, PORT={settings.port} ({error}).")


def _welcome(settings: config.Settings) -> str:
    if _is_empty():
        how = "Er is nog geen account. Maak er een met: samensturen create-user --administrator"
    elif settings.demo_sign_in:
        how = "Inloggen: kies op de eerste pagina een van de mensen van de demo-gemeente."
    else:
        how = "Inloggen: met je e-mailadres en wachtwoord."
    mail = (
        "" if settings.smtp_host else "Mail: er is nog geen mailserver (SMTP_HOST); mail blijft liggen tot die er is.\n"
    )
    return f"\nSamensturen staat klaar op {settings.address}\n{how}\n{mail}Stoppen: Ctrl+C\n"


def _is_empty() -> bool:
    """Whether nobody is known yet."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def _install_demo() -> None:
    click.echo("De demo-gemeente wordt klaargezet ...")
    demo_municipality.install()


def main() -> None:
    """Run the command that was typed."""
    samensturen(prog_name="samensturen")


if __name__ == "__main__":
    main()
