"""Live screens as their readers see them: a real server, real connections, both databases."""

import time
from collections.abc import Iterator

import httpx
import pytest

from tests import server as servers
from tests.core.board_readers import BOARD, BoardReaders, make_tables_in
from tests.live_client import StreamEnded
from tests.server import Server

SIGN_OF_LIFE = 11
"""Seconds in which a heartbeat must come."""
LOOKED_UP_AGAIN = 8
"""Seconds in which the board's server (see `tests.core.board`) notices that somebody lost their place unannounced."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the tables of the notice board."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.fresh()
    make_tables_in(url)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def server(database: str) -> Iterator[Server]:
    with servers.running(database, BOARD) as running:
        yield running


@pytest.fixture(scope="module")
def second_server(database: str) -> Iterator[Server]:
    """Another process on the same database."""
    with servers.running(database, BOARD) as running:
        yield running


@pytest.fixture
def board(server: Server) -> BoardReaders:
    """A new notice board, on the server that most tests share."""
    return BoardReaders(server)


@pytest.fixture
def board_alone(database: str) -> Iterator[BoardReaders]:
    """A new notice board on a server of its own, which a test may stop or kill."""
    with servers.running(database, BOARD) as running:
        yield BoardReaders(running)


def test_a_connection_begins_with_the_whole_state(board: BoardReaders) -> None:
    board.write("koffie\n<b>staat klaar</b>")
    stream = board.follow("anna")
    first, second = stream.next(), stream.next()
    assert (first.name, first.id, first.data) == ("message", "2", "<p>koffie\n<b>staat klaar</b></p>")
    assert (second.name, second.id, second.data) == ("personal", "2", "fase1.")


def test_the_answer_has_the_headers_of_a_stream_and_of_a_safe_page(board: BoardReaders) -> None:
    headers = board.follow("anna").headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_change_reaches_each_audience_as_it_should_see_it(board: BoardReaders) -> None:
    reader, wall = board.follow_up_to_date("anna"), board.follow_up_to_date("bram", "muur")
    board.write("vlaai")
    assert reader.next_text() == "<p>vlaai</p>"
    assert wall.next_text() == "<h1>VLAAI</h1>"


def test_what_stays_the_same_for_an_audience_is_not_sent_again(board: BoardReaders) -> None:
    stream = board.follow_up_to_date("anna")
    board.write("leeg")
    assert stream.is_silent(0.5)


def test_changes_in_quick_succession_go_together_and_the_last_one_wins(board: BoardReaders) -> None:
    stream = board.follow_up_to_date("anna")
    time.sleep(0.1)  # the first state was a push too
    begun = time.monotonic()
    for number in range(40):
        board.write(f"bericht {number}")
    took = time.monotonic() - begun
    texts = [stream.next_text()]
    while texts[-1] != "<p>bericht 39</p>":
        texts.append(stream.next_text())
    assert len(texts) <= took / 0.05 + 2


def test_only_the_reader_whose_own_part_changed_is_told(board: BoardReaders) -> None:
    anna, bram = board.follow_up_to_date("anna"), board.follow_up_to_date("bram")
    board.remark("bram")
    assert bram.next("personal").data == "fase1.1"
    assert anna.is_silent(0.5)


def test_a_new_phase_tells_every_reader_that_their_own_part_changed(board: BoardReaders) -> None:
    anna, wall = board.follow_up_to_date("anna"), board.follow_up_to_date("bram", "muur")
    board.next_phase()
    assert anna.next("personal").data == "fase2."
    assert wall.next("personal").data == "fase2."


def test_a_change_by_another_process_arrives(board: BoardReaders, second_server: Server) -> None:
    stream = board.follow_up_to_date("anna")
    for number in range(10):
        board.write(f"van ver {number}", by=second_server)
        begun = time.monotonic()
        assert stream.next_text() == f"<p>van ver {number}</p>"
        assert time.monotonic() - begun < 0.5
        time.sleep(0.06)


def test_one_server_of_two_processes_tells_the_readers_of_both(database: str) -> None:
    with servers.running(database, BOARD, processes=2) as server:
        board = BoardReaders(server)
        streams = [board.follow_up_to_date(f"lezer{number}") for number in range(12)]
        board.write("aan allen")
        assert [stream.next_text() for stream in streams] == ["<p>aan allen</p>"] * 12


def test_two_hundred_readers_all_get_the_last_word(board: BoardReaders) -> None:
    streams = [board.follow(f"lezer{number % 20}") for number in range(200)]
    for number in range(5):
        board.write(f"bericht {number}")
        time.sleep(0.02)
    for stream in streams:
        while stream.next_text() != "<p>bericht 4</p>":
            pass


def test_a_heartbeat_with_the_time_of_the_server_comes_every_ten_seconds(board: BoardReaders) -> None:
    stream = board.follow_up_to_date("anna")
    assert stream.next(within=SIGN_OF_LIFE).name == "heartbeat"


def test_who_comes_back_gets_what_they_missed(board: BoardReaders) -> None:
    board.follow_up_to_date("anna").close()
    board.write("gemist")
    assert board.follow("anna").next_text() == "<p>gemist</p>"


def test_nobody_may_follow_without_signing_in(board: BoardReaders) -> None:
    assert board.ask(httpx.Cookies()).status == 401
    assert board.ask(httpx.Cookies(), board=404_404).status == 401
    assert board.ask(httpx.Cookies({"session": "vals"})).status == 401


def test_what_one_may_not_follow_looks_like_what_does_not_exist(board: BoardReaders, server: Server) -> None:
    cookies = board.sign_in("anna")
    forbidden = board.ask(cookies, board=BoardReaders(server).key)
    missing = board.ask(cookies, board=404_404)
    assert forbidden.status == missing.status == 404
    del forbidden.headers["date"], missing.headers["date"]
    assert forbidden.headers == missing.headers


def test_readers_looked_up_together_are_not_mistaken_for_each_other(board: BoardReaders, server: Server) -> None:
    elsewhere = BoardReaders(server)
    cookies = {"anna": board.sign_in("anna"), "bram": elsewhere.sign_in("bram"), "carla": board.sign_in("carla")}
    for _ in range(20):
        asked = {name: board.ask(jar, wait=False) for name, jar in cookies.items()}
        assert {name: stream.wait() for name, stream in asked.items()} == {"anna": 200, "bram": 404, "carla": 200}


def test_who_is_signed_out_is_cut_off_at_once_and_others_are_not(board: BoardReaders) -> None:
    anna, bram = board.follow_up_to_date("anna"), board.follow_up_to_date("bram")
    board.sign_out("anna")
    assert anna.ends(within=2)
    board.write("alleen voor bram")
    assert bram.next_text() == "<p>alleen voor bram</p>"


def test_who_lost_their_place_unannounced_sees_nothing_of_the_next_change(board: BoardReaders) -> None:
    stream = board.follow_up_to_date("anna")
    board.sign_out("anna", announced=False)
    board.write("niet voor anna")
    with pytest.raises(StreamEnded):
        stream.next(within=2)


def test_who_lost_their_place_unannounced_is_noticed_in_time(board: BoardReaders) -> None:
    stream = board.follow_up_to_date("anna")
    board.sign_out("anna", announced=False)
    assert stream.ends(within=LOOKED_UP_AGAIN)


def test_a_subject_that_is_gone_says_so_and_ends(board: BoardReaders, second_server: Server) -> None:
    near, far = board.follow_up_to_date("anna"), board.follow_up_to_date("bram", at=second_server)
    board.remove()
    for stream in (near, far):
        assert stream.next().name == "gone"
        assert stream.ends()


def test_a_reader_who_does_not_read_gets_the_newest_state_and_hinders_nobody(board: BoardReaders) -> None:
    sleeper = board.follow("slaper", receive_buffer=4096)
    reader = board.follow_up_to_date("anna")
    sent = 0
    for number in range(60):
        text = f"{number} " + "x" * 50_000
        board.write(text)
        sent += len(text)
        assert reader.next_text() == f"<p>{text}</p>"
        time.sleep(0.05)
    before = sleeper.bytes_read
    while not sleeper.next_text().startswith("<p>59 "):
        pass
    assert sleeper.bytes_read - before < sent / 4


def test_streams_end_when_the_server_is_stopped_and_the_server_stops_soon(board_alone: BoardReaders) -> None:
    streams = [board_alone.follow_up_to_date(f"lezer{number}") for number in range(20)]
    took = board_alone.server.stop()
    assert all(stream.ends() for stream in streams)
    assert took < 2


def test_after_a_restart_readers_come_back_to_the_true_state(board_alone: BoardReaders) -> None:
    stream = board_alone.follow_up_to_date("anna")
    board_alone.write("vastgelegd")
    board_alone.server.kill()
    assert stream.ends()
    board_alone.server.start()
    assert board_alone.follow("anna").next_text() == "<p>vastgelegd</p>"
