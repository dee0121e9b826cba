"""A notice board with live screens: the smallest feature that needs every part of `app.core.streaming`.

Only ever imported by a server process of its own (`tests.server`), so that its tables stay out of the schema. A reader
is whoever the cookie of `/ik/<name>/<board>` says; they are signed out by POST.
"""

import os
import time
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from flask import Flask, Response, request, session
from flask_login import LoginManager
from sqlalchemy import String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

import config
from app.asgi import Door
from app.core import live, streaming
from app.core.actor import Actor
from app.core.database import Base, db, init_database
from app.core.errors import NotFound
from app.core.routing import current_actor
from app.core.streaming import hub
from app.core.transaction import locked, transaction


class Board(Base):
    """A board with a text for everybody, a phase, and a number of remarks that only count for whoever made them."""

    __tablename__ = "test_boards"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, default="leeg")
    phase: Mapped[int] = mapped_column(default=1)
    remarks: Mapped[str] = mapped_column(Text, default="")
    """The names of whoever remarked something, one a line."""

    __mapper_args__: ClassVar = {"version_id_col": revision}


class Reader(Base):
    """Somebody who signed in, and the one board they may read."""

    __tablename__ = "test_readers"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    board_id: Mapped[int]

    is_authenticated = True

    @property
    def actor_key(self) -> str:
        return f"reader:{self.name}"


class Boards:
    """Boards to be followed: readers see the text; the wall sees it in capitals and nothing else differs."""

    kind = "board"
    prefix = "bord"
    audiences = ("lezer", "muur")

    def may_follow(self, actor: Actor, key: int, audience: str) -> bool:
        return isinstance(actor, Reader) and actor.board_id == key and db.session.get(Board, key) is not None

    def revisions(self, keys: Collection[int]) -> Mapping[int, int]:
        rows = db.session.execute(select(Board.id, Board.revision).where(Board.id.in_(keys)))
        return {row.id: row.revision for row in rows}

    def snapshots(self, key: int, audiences: Collection[str]) -> Mapping[str, streaming.Snapshot]:
        board = db.session.get(Board, key)
        if board is None:
            raise NotFound
        own = {f"reader:{name}": str(board.remarks.count(name)) for name in board.remarks.split()}
        texts = {"lezer": f"<p>{board.text}</p>", "muur": f"<h1>{board.text.upper()}</h1>"}
        readers = {reader.actor_key for reader in db.session.scalars(select(Reader).where(Reader.board_id == key))}
        return {
            audience: streaming.Snapshot(
                board.revision, texts[audience], personal=f"fase{board.phase}", own=own, readers=readers
            )
            for audience in audiences
        }


BOARDS = Boards()


def create_app() -> Flask:
    """The notice board on the database of the environment."""
    settings = config.from_environment()
    app = Flask(__name__)
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=settings.engine_options,
        MAX_CONTENT_LENGTH=1024 * 1024,
    )
    init_database(app)
    LoginManager(app).user_loader(lambda name: db.session.get(Reader, name))
    streaming.register(BOARDS)
    _add_routes(app)
    return app


def create_asgi_app() -> Door:
    """The notice board behind the same door as the real application, but it looks readers up again sooner."""
    hub.LOOK_AGAIN_SECONDS = 6
    return Door(create_app())


def _add_routes(app: Flask) -> None:
    @app.post("/ik/<name>/<int:board_id>")
    def sign_in(name: str, board_id: int) -> str:
        with transaction() as write:
            write.merge(Reader(name=name, board_id=board_id))
        session["_user_id"] = name
        return name

    @app.get("/ik")
    def who() -> str:
        actor: Any = current_actor()
        return actor.name if actor else "niemand"

    @app.post("/weg/<name>")
    def sign_out_elsewhere(name: str) -> str:
        with transaction() as write:
            write.execute(delete(Reader).where(Reader.name == name))
            live.announce("reader", name)  # type: ignore[arg-type]
        return name

    @app.post("/stil-weg/<name>")
    def sign_out_unannounced(name: str) -> str:
        with transaction() as write:
            write.execute(delete(Reader).where(Reader.name == name))
        return name

    @app.post("/bord/<int:key>")
    def make(key: int) -> str:
        with transaction() as write:
            write.add(Board(id=key))
        return "gemaakt"

    @app.post("/bord/<int:key>/<field>")
    def change(key: int, field: str) -> str:
        with transaction():
            board = locked(Board, key)
            if field == "fase":
                board.phase += 1
            elif field == "opmerking":
                board.remarks += f"{request.get_data(as_text=True)}\n"
            else:
                board.text = request.get_data(as_text=True)
            live.announce("board", key)
        return str(board.revision)

    @app.post("/bord/<int:key>/weg")
    def remove(key: int) -> str:
        with transaction() as write:
            write.delete(locked(Board, key))
            live.announce("board", key)
        return "weg"

    @app.get("/adres")
    def address() -> str:
        return request.remote_addr or ""

    @app.get("/proces")
    def process() -> str:
        return str(os.getpid())

    @app.get("/groot")
    def large() -> Response:
        return Response("x" * 30_000 for _ in range(100))

    @app.get("/lang/<float:seconds>")
    def slow(seconds: float) -> str:
        time.sleep(seconds)
        return "klaar"


def make_tables() -> None:
    """Make the tables of the board in the database of the environment."""
    app = create_app()
    with app.app_context():
        Base.metadata.create_all(db.engine, tables=[Board.__table__, Reader.__table__])  # type: ignore[list-item]
        db.engine.dispose()
