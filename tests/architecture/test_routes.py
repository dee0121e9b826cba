"""Every address is guarded, by a permission that exists."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.core import permissions

OPEN_TO_ALL = "public"


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def _permission(app: Flask, rule: Rule) -> str | None:
    permission: str | None = getattr(app.view_functions[rule.endpoint], "permission", None)
    return permission


def test_every_route_says_who_may_come_in(app: Flask) -> None:
    assert [rule.rule for rule in _rules(app) if not _permission(app, rule)] == []


def test_every_permission_that_a_route_asks_for_exists(app: Flask) -> None:
    asked = {_permission(app, rule) for rule in _rules(app)} - {OPEN_TO_ALL}
    assert asked - permissions.names() == set()


def test_what_changes_something_is_never_a_page_to_look_at(app: Flask) -> None:
    """A route that writes takes POST alone: a link, a reload or a prefetch changes nothing."""
    both = [rule.rule for rule in _rules(app) if {"GET", "POST"} <= (rule.methods or set())]
    assert both == []


@pytest.mark.parametrize("path", ["/ronde/1/toon", "/ronde/1/antwoord", "/ronde/1/leg-vast"])
def test_an_act_cannot_be_followed_as_a_link(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code in (404, 405)
