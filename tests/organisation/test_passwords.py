"""Passwords are kept as argon2id, and working that out never takes the whole machine."""

import threading
import time

import pytest

from app.core.errors import Busy
from app.organisation import passwords
from tests.browserless import Visitor
from tests.cast import Cast

PASSWORD = "regen fiets lantaarn boom"


def test_what_is_kept_is_argon2id_of_the_recommended_weight() -> None:
    """RFC 9106, section 4: the second recommended option."""
    kept = passwords.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.is_right(kept, PASSWORD)
    assert not passwords.is_right(kept, PASSWORD + "!")
    assert not passwords.is_outdated(kept)


def test_an_unknown_address_takes_as_long_as_a_known_one() -> None:
    kept = passwords.hash_password(PASSWORD)
    passwords.is_right(None, "to make the hash of nobody")

    def seconds(password_hash: str | None) -> float:
        start = time.process_time()
        passwords.is_right(password_hash, "niet het goede wachtwoord")
        return time.process_time() - start

    known = min(seconds(kept) for _ in range(3))
    unknown = min(seconds(None) for _ in range(3))
    assert unknown == pytest.approx(known, rel=0.5)


def test_an_e_with_an_accent_is_one_letter_however_it_is_typed() -> None:
    assert passwords.is_right(passwords.hash_password("caf\u00e9 op de hoek"), "cafe\u0301 op de hoek")


def test_no_more_than_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most, lock = 0, 0, threading.Lock()
    real = passwords._hasher.hash

    class Watched:
        def hash(self, password: str) -> str:
            nonlocal at_work, most
            with lock:
                at_work += 1
                most = max(most, at_work)
            try:
                return real(password)
            finally:
                with lock:
                    at_work -= 1

    monkeypatch.setattr(passwords, "_hasher", Watched())
    threads = [threading.Thread(target=passwords.hash_password, args=(PASSWORD,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == passwords.AT_ONCE


def test_who_waits_too_long_is_told(visitor: Visitor, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.05)
    with passwords._turn(), passwords._turn():
        with pytest.raises(Busy):
            passwords.hash_password(PASSWORD)
        visitor.open("/inloggen").submit_form("/inloggen", 503, email=cast.chair.email, password=PASSWORD)
    assert visitor.heading == "Even druk"
