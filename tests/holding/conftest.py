"""A running server for each database, and the same house from inside: to set things ready and see what came of it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import server as servers
from tests.decisions.conftest import house
from tests.server import Server

__all__ = ["house"]


@pytest.fixture(scope="module")
def server(house: Flask) -> Iterator[Server]:
    """Two processes on the database of `house`: requests meet each other between threads and between processes."""
    with servers.running(house.config["SETTINGS"].database_url, processes=2) as running:
        yield running
