"""Aim 5: what a page of a round costs beside rendering its template with everything at hand.

Run as `python -m bench.rendering` with the settings of the database and the room on standard input; prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, template_rendered
from sqlalchemy import event

from app import create_app
from app.core.database import db
from bench.figures import Aim, percentile, report
from bench.programs import ask
from bench.room import Room, Session

TIMES_TEMPLATE = Aim(at_most=3)
TURNS = 60


async def measure_screens(database: str, url: str, room: Room) -> None:
    """The pages of a participant and of the chair, forty people in the round."""
    pages = {"deelnemer": room.members[3], "gespreksleider": room.sessions[0]}
    for page, reader in pages.items():
        path = f"/ronde/{room.round_id}/{page}"
        found = json.loads(ask("bench.rendering", path, reader.cookie, database_url=url))
        about = {"database": database, "page": page}
        report("screen", "queries", found["queries"], "queries", **about)
        report("screen", "page", found["page"], "ms", **about)
        report("screen", "template with ready data", found["template"], "ms", **about)
        ratio = found["page"] / found["template"]
        report("screen", "page ratio", ratio, "times the template", target=TIMES_TEMPLATE, **about)


def measure(app: Flask, path: str, reader: Session) -> dict[str, float]:
    """Queries and milliseconds of a page, and milliseconds of its template."""
    client = app.test_client(use_cookies=False)
    rendered: list[tuple[Any, dict[str, Any]]] = []

    def load() -> None:
        status = client.get(path, headers={"Cookie": reader.cookie}).status_code
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")

    def render() -> None:
        template, context = rendered[0]
        template.render(context)

    def keep(_app: Flask, template: Any, context: dict[str, Any], **_more: Any) -> None:
        rendered.append((template, context))

    with app.app_context():
        queries = queries_of(load)
    page = _milliseconds(load)
    with app.test_request_context(path, headers={"Cookie": reader.cookie}), template_rendered.connected_to(keep, app):
        app.preprocess_request()
        app.dispatch_request()
        template = _milliseconds(render)
    return {"queries": queries, "page": page, "template": template}


def queries_of(load: Callable[[], None]) -> int:
    """How many times a page asks the database something, once it has been loaded."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    load()
    event.listen(db.engine, "before_cursor_execute", note)
    load()
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in statements)


def _milliseconds(work: Callable[[], None]) -> float:
    """The median time of one turn."""
    times = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return percentile(times, 0.5)


if __name__ == "__main__":
    print(json.dumps(measure(create_app(), sys.argv[1], Session(sys.argv[2], ""))))
