"""The readers of one notice board, and what they and its writers do, in sentences."""

import itertools

import httpx

from tests.live_client import Stream
from tests.processes import ROOT, Begun
from tests.server import Server, environment_for

BOARD = "tests.core.board:create_asgi_app"
"""The application with the notice board; see `tests.core.board`."""

_numbers = itertools.count(1)


def make_tables_in(url: str) -> None:
    """Make the tables of the notice board, in a process of its own: they must stay out of the schema."""
    assert Begun(_make_tables, environment=environment_for(url), folder=ROOT).wait() == 0


def _make_tables() -> None:
    from tests.core.board import make_tables

    make_tables()


class BoardReaders:
    """A new board on a server. Readers have a place on this board only; their names are their own on every board."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.key = next(_numbers)
        self._post(f"/bord/{self.key}")

    def sign_in(self, name: str) -> httpx.Cookies:
        """Give somebody a place on the board. Returns their cookies."""
        return self._post(f"/ik/{self._full(name)}/{self.key}").cookies

    def follow(self, name: str, audience: str = "lezer", at: Server | None = None, receive_buffer: int = 0) -> Stream:
        """Open a stream that must be allowed."""
        path = f"/bord/{self.key}/stroom/{audience}"
        stream = Stream(at or self.server, path, self.sign_in(name), receive_buffer)
        assert stream.wait() == 200
        return stream

    def follow_up_to_date(self, name: str, audience: str = "lezer", at: Server | None = None) -> Stream:
        """Open a stream and read its first state."""
        stream = self.follow(name, audience, at)
        stream.next("message")
        stream.next("personal")
        return stream

    def ask(self, cookies: httpx.Cookies, board: int = 0, *, wait: bool = True) -> Stream:
        """Ask for a stream that may be refused."""
        stream = Stream(self.server, f"/bord/{board or self.key}/stroom/lezer", cookies)
        if wait:
            stream.wait()
        return stream

    def write(self, text: str, by: Server | None = None) -> None:
        """Put another text on the board."""
        self._post(f"/bord/{self.key}/tekst", text, by)

    def remark(self, name: str) -> None:
        """Let somebody remark something that only they see."""
        self._post(f"/bord/{self.key}/opmerking", self._full(name))

    def next_phase(self) -> None:
        """Let the next phase begin."""
        self._post(f"/bord/{self.key}/fase")

    def remove(self) -> None:
        """Take the board away."""
        self._post(f"/bord/{self.key}/weg")

    def sign_out(self, name: str, *, announced: bool = True) -> None:
        """End somebody's sign-in from elsewhere."""
        self._post(f"/{'weg' if announced else 'stil-weg'}/{self._full(name)}")

    def _full(self, name: str) -> str:
        return f"{name}-{self.key}"

    def _post(self, path: str, content: str = "", server: Server | None = None) -> httpx.Response:
        response = (server or self.server).http.post(path, content=content)
        response.raise_for_status()
        return response
