"""The server under slow, large and broken requests, when it stops, and when it loses its parent."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.asgi import THREADS
from app.core.serving.pages import LONGEST_TURN
from tests import server as servers
from tests.core.board_readers import BOARD, BoardReaders, make_tables_in
from tests.server import ROOT, Server, environment_for

MORE_THAN_THREADS = THREADS + 8
LONG_ONES = 4


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('serving') / 'board.sqlite'}"
    make_tables_in(url)
    return url


@pytest.fixture(scope="module")
def server(database: str) -> Iterator[Server]:
    with servers.running(database, BOARD) as running:
        yield running


@pytest.fixture
def server_alone(database: str) -> Iterator[Server]:
    with servers.running(database, BOARD) as running:
        yield running


def connect(server: Server, *sent: bytes, receive_buffer: int = 0) -> socket.socket:
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.connect(("127.0.0.1", server.port))
    for part in sent:
        connection.sendall(part)
    return connection


def seconds_for_a_page(server: Server) -> float:
    begun = time.monotonic()
    assert server.http.get("/ik").text == "niemand"
    return time.monotonic() - begun


def test_bodies_that_never_come_hold_up_no_page_and_no_answer(server: Server) -> None:
    board = BoardReaders(server)
    head = f"POST /bord/{board.key}/tekst HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n".encode()
    waiting = [connect(server, head, b"een begin") for _ in range(MORE_THAN_THREADS)]
    begun = time.monotonic()
    board.write("meteen")
    assert time.monotonic() - begun < 1
    assert seconds_for_a_page(server) < 1
    assert len(waiting) == MORE_THAN_THREADS


def test_readers_who_do_not_read_hold_up_no_page(server: Server) -> None:
    ask = b"GET /groot HTTP/1.1\r\nHost: localhost\r\n\r\n"
    waiting = [connect(server, ask, receive_buffer=4096) for _ in range(MORE_THAN_THREADS)]
    time.sleep(0.5)
    assert seconds_for_a_page(server) < 1
    assert len(waiting) == MORE_THAN_THREADS


def test_pages_that_take_long_hold_up_no_page_and_no_answer(server: Server) -> None:
    board = BoardReaders(server)
    ask = b"GET /lang/3.0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    waiting = [connect(server, ask) for _ in range(LONG_ONES)]
    begun = time.monotonic()
    board.write("meteen")
    assert time.monotonic() - begun < 0.5
    assert seconds_for_a_page(server) < LONG_ONES * LONGEST_TURN + 1 < 3
    assert len(waiting) == LONG_ONES


def test_streams_hold_up_no_page(server: Server) -> None:
    board = BoardReaders(server)
    streams = [board.follow("anna") for _ in range(MORE_THAN_THREADS)]
    assert seconds_for_a_page(server) < 1
    assert len(streams) == MORE_THAN_THREADS


def test_a_body_is_the_same_in_one_piece_in_chunks_and_one_byte_at_a_time(server: Server) -> None:
    board = BoardReaders(server)
    stream = board.follow("anna")
    board.write("één stuk")
    server.http.post(f"/bord/{board.key}/tekst", content=iter([b"in ", b"stukken"])).raise_for_status()
    head = f"POST /bord/{board.key}/tekst HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n".encode()
    connection = connect(server, head)
    for letter in b"traag":
        time.sleep(0.02)
        connection.sendall(bytes([letter]))
    assert b"200 OK" in connection.recv(100)
    texts = [stream.next_text()]
    while texts[-1] != "<p>traag</p>":
        texts.append(stream.next_text())
    assert "<p>in stukken</p>" in texts


def test_a_body_that_says_it_is_too_large_is_refused_without_being_read(server: Server) -> None:
    address = f"/bord/{BoardReaders(server).key}/tekst"
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000000\r\n\r\n"
    assert b" 413 " in connect(server, head.encode()).recv(100)


def test_a_body_that_turns_out_too_large_is_refused(server: Server) -> None:
    head = b"POST /bord/1/tekst HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"20000\r\n" + b"x" * 0x20000 + b"\r\n"
    assert b" 413 " in connect(server, head, *[chunk] * 9).recv(100)


def test_what_is_no_request_is_refused_and_harms_nobody(server: Server) -> None:
    assert b" 400 " in connect(server, b"dit is geen verzoek\r\n\r\n").recv(100)
    assert seconds_for_a_page(server) < 1


@pytest.mark.parametrize(("from_address", "seen"), [("127.0.0.1", "192.0.2.7"), ("127.0.0.3", "127.0.0.3")])
def test_only_a_proxy_on_this_machine_may_say_for_whom_it_asks(server: Server, from_address: str, seen: str) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(local_address=from_address, verify=False)) as client:
        assert client.get(f"{server.url}/adres", headers={"X-Forwarded-For": "192.0.2.7"}).text == seen


def test_an_answer_in_the_making_is_finished_when_the_server_is_stopped(server_alone: Server) -> None:
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(server_alone.http.get, "/lang/1.5")
        time.sleep(0.5)
        server_alone.stop()
        assert answer.result().text == "klaar"


def test_processes_do_not_outlive_the_one_that_began_them(database: str) -> None:
    with servers.running(database, BOARD, processes=2) as server:
        server.process.send(signal.SIGKILL)
        server.process.wait()
        assert eventually_refuses_connections(server)


def eventually_refuses_connections(server: Server) -> bool:
    for _ in range(100):
        try:
            connect(server).close()
        except ConnectionRefusedError:
            return True
        time.sleep(0.1)
    return False


def test_an_address_in_use_is_named(server: Server, tmp_path: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "tests.server", BOARD],
        cwd=ROOT,
        env=environment_for(f"sqlite:///{tmp_path / 'b.sqlite'}") | {"PORT": str(server.port)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert "AddressTaken" in second.stderr


def test_two_processes_share_the_work(database: str) -> None:
    answers = set()
    deadline = time.monotonic() + 20
    with servers.running(database, BOARD, processes=2) as server:
        while len(answers) < 2 and time.monotonic() < deadline:
            answers.add(httpx.get(f"{server.url}/proces", headers={"Connection": "close"}).text)
    assert len(answers) == 2
