"""A browser without JavaScript, for tests: it opens pages, follows links and sends forms, and looks at every page.

Each page must have the status that was expected, be valid HTML, have one title and one h1, and hold nothing inline.
"""

import re
from contextvars import Context
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from html5lib.constants import E as HTML_ERRORS
from werkzeug.test import TestResponse

from app.core.database import db
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.models import Person

MOST_REDIRECTS = 5

Value = str | int | bool | list[str] | tuple[bytes, str] | None
"""What goes into a field: a text, the value or text of a choice, whether a box is ticked, or a file with its name."""


class Visitor:
    """Somebody with a browser of their own. Several can be at work at once."""

    def __init__(self, app: Flask, address: str = "192.0.2.10", *, secure: bool = False) -> None:
        """`address` is where requests come from; `secure` is for a server that hands out cookies over HTTPS only."""
        self._app = app
        self._client = app.test_client()
        self._scheme = "https" if secure else "http"
        # A page is the same whatever its words were kept in, and the grammar takes a third of a test.
        self._is_strict = "SETTINGS" not in app.config or "postgresql" not in str(app.config["SETTINGS"].database_url)
        self.address = address
        self.path = ""
        self.response: TestResponse | None = None
        self.page = BeautifulSoup("", "html.parser")

    def sign_in(self, person: Person) -> "Visitor":
        """Be signed in as a person from now on, by a real session and without a password."""
        with transaction():
            token = service.open_session(person, "Firefox, Linux")
        with self._client.session_transaction() as session:
            session.clear()
            session.update(_user_id=f"session:{token}", _fresh=True)
        return self

    def open(self, path: str, status: int = 200) -> "Visitor":
        """Go to an address, through redirects, and look at the page."""
        return self._go("GET", path, status)

    def click(self, text: str, status: int = 200) -> "Visitor":
        """Follow the link with this text."""
        links = {str(link["href"]) for link in self.page.select("a[href]") if text in {_words(link), _name(link)}}
        assert links, f"no link '{text}' on {self.path}; there are {[_words(link) for link in self.page.select('a')]}"
        assert len(links) == 1, f"several links '{text}' on {self.path}: {sorted(links)}"
        return self.open(links.pop(), status)

    def submit(self, button: str, status: int = 200, **fields: Value) -> "Visitor":
        """Fill in the form of the button with this text, press it, and look at the page where that leads.

        Fields that are not named stay as they are on the page.
        """
        pressed = self._button(button)
        return self._press(pressed, status, fields)

    def submit_form(self, action: str, status: int = 200, **fields: Value) -> "Visitor":
        """As `submit`, for the one form that is sent to this address, when other buttons have the same text."""
        forms = [form for form in self.page.select("main form") if form.get("action") == action]
        assert len(forms) == 1, f"{len(forms)} forms are sent to {action} on {self.path}"
        button = forms[0].select_one("button")
        assert button is not None, f"the form to {action} has no button"
        return self._press(button, status, fields)

    def send(self, path: str, status: int = 200, **fields: Value) -> "Visitor":
        """Post to an address by hand, with a token that is right: for what no button offers."""
        sent = {name: value if isinstance(value, list) else [str(value)] for name, value in fields.items()}
        return self._go("POST", path, status, {"csrf_token": [self.csrf_token()], **sent})

    def with_cookies_of(self, other: "Visitor") -> "Visitor":
        """Hold the same cookies as another browser, as a thief would."""
        self._client._cookies = dict(other._client._cookies)  # type: ignore[union-attr]
        return self

    def csrf_token(self) -> str:
        """A token that lets a form of this browser through."""
        field = self.page.select_one("input[name=csrf_token]")
        assert field is not None, f"{self.path} has no form to take a token from"
        return str(field["value"])

    @property
    def title(self) -> str:
        """The title of the page, as it stands on the tab."""
        return _words(self.page.title)

    @property
    def heading(self) -> str:
        """The one h1 of the page."""
        return _words(self.page.h1)

    @property
    def text(self) -> str:
        """What stands on the page, outside its header and footer."""
        return _words(self.page.main)

    @property
    def notice(self) -> str:
        """What the page says about what was just done."""
        return _words(self.page.select_one(".page__before [role=status]"))

    @property
    def buttons(self) -> list[str]:
        """The names of all buttons outside the header, in order."""
        found = self.page.select("main button, main input[type=submit]")
        return [_name(button) or _words(button) for button in found]

    @property
    def links(self) -> list[str]:
        """The texts of all links outside the header, in order."""
        return [_words(link) for link in self.page.select("main a[href]")]

    def sees(self, *texts: str) -> bool:
        """Whether all of these stand on the page, outside its header and footer."""
        return all(text in self.text for text in texts)

    def error_at(self, field: str) -> str:
        """What is said to be wrong with the field of this name; empty when nothing is."""
        control = self.page.select_one(f'main [name="{field}"]')
        assert control is not None, f"no field '{field}' on {self.path}"
        holder = control.find_parent(class_="utrecht-form-field")
        found = holder.select_one(".utrecht-form-field-error-message") if holder else None
        return _words(found).removeprefix("Fout: ")

    def value_of(self, field: str) -> str:
        """What stands in the field of this name now."""
        for form in self.page.select("form"):
            sent = self._filled_in(form)
            if field in sent:
                return sent[field][0] if sent[field] else ""
        raise AssertionError(f"no field '{field}' on {self.path}")

    def download(self, path: str, status: int = 200) -> TestResponse:
        """Fetch something that is not a page."""
        response = self._request("GET", path)
        assert response.status_code == status, f"{path} answers {response.status_code}, not {status}"
        return response

    def _press(self, pressed: Tag, status: int, fields: dict[str, Value]) -> "Visitor":
        form = self._form_of(pressed)
        sent = self._filled_in(form)
        for name, value in fields.items():
            self._fill(form, sent, name, value)
        if pressed.get("name"):
            sent[str(pressed["name"])] = [str(pressed.get("value", ""))]
        action = str(pressed.get("formaction") or form.get("action") or self.path)
        if str(form.get("method", "get")).lower() == "post":
            return self._go("POST", action, status, sent)
        pairs = {name: values for name, values in sent.items() if values}
        return self._go("GET", action.split("?")[0], status, query=pairs)

    def _go(
        self,
        method: str,
        path: str,
        status: int,
        sent: dict[str, Any] | None = None,
        query: dict[str, list[str]] | None = None,
    ) -> "Visitor":
        response = self._request(method, urljoin(self.path or "/", path), sent, query)
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in {301, 302, 303}:
                break
            target = str(response.location)
            assert not urlsplit(target).netloc, f"led away to {target}"
            response = self._request("GET", urljoin(response.request.path, target))
        self.response = response
        self.path = response.request.full_path.rstrip("?")
        assert response.status_code == status, f"{self.path} answers {response.status_code}, not {status}"
        self.page = inspected(response.text, self.path, strictly=self._is_strict)
        return self

    def _request(
        self,
        method: str,
        path: str,
        sent: dict[str, Any] | None = None,
        query: dict[str, list[str]] | None = None,
    ) -> TestResponse:
        """Ask in a context of its own, as every request on a server has: nothing leaks from test or other visitors."""
        if "sqlalchemy" in self._app.extensions:
            db.session.rollback()
            db.session.expire_all()  # what the test has read before is old after this
        return Context().run(
            lambda: self._client.open(
                path,
                method=method,
                data=sent,
                query_string=query,
                environ_base={"REMOTE_ADDR": self.address},
                base_url=f"{self._scheme}://localhost",
            )
        )

    def _button(self, text: str) -> Tag:
        found = [
            button
            for button in self.page.select("button, input[type=submit]")
            if text in {_words(button), _name(button), str(button.get("value", ""))} and button.get("type") != "button"
        ]
        main = [button for button in found if button.find_parent("main")] or found
        assert main, f"no button '{text}' on {self.path}; there are {self.buttons}"
        assert len(main) == 1, f"several buttons '{text}' on {self.path}"
        assert not main[0].has_attr("disabled"), f"button '{text}' cannot be pressed"
        return main[0]

    def _form_of(self, button: Tag) -> Tag:
        form = self.page.find(id=str(button["form"])) if button.has_attr("form") else button.find_parent("form")
        assert isinstance(form, Tag), "the button belongs to no form"
        return form

    def _controls(self, form: Tag) -> list[Tag]:
        inside = [control for control in form.select("input, select, textarea") if not control.has_attr("form")]
        return inside + (self.page.select(f'[form="{form["id"]}"]') if form.has_attr("id") else [])

    def _filled_in(self, form: Tag) -> dict[str, list[Any]]:
        sent: dict[str, list[Any]] = {}
        for control in self._controls(form):
            name = str(control.get("name", ""))
            if not name or control.has_attr("disabled") or control.name == "button":
                continue
            kind = str(control.get("type", "text")).lower()
            if kind in {"checkbox", "radio"}:
                sent.setdefault(name, [])
                if control.has_attr("checked"):
                    sent[name].append(str(control.get("value", "on")))
            elif kind not in {"submit", "button", "image", "file", "reset"}:
                sent.setdefault(name, []).extend(_present_values(control))
        return sent

    def _fill(self, form: Tag, sent: dict[str, list[Any]], name: str, value: Value) -> None:
        controls = [control for control in self._controls(form) if control.get("name") == name]
        assert controls, f"no field '{name}' in that form on {self.path}; there are {sorted(sent)}"
        kind = str(controls[0].get("type", ""))
        if kind == "file":
            assert isinstance(value, tuple)
            sent[name] = [(BytesIO(value[0]), value[1])]
        elif kind == "checkbox" and isinstance(value, bool):
            sent[name] = [str(controls[0].get("value", "on"))] if value else []
        elif kind in {"checkbox", "radio"} or controls[0].name == "select":
            chosen = value if isinstance(value, list) else [str(value)]
            sent[name] = [self._choice(form, controls, one) for one in chosen]
        else:
            typed = "" if value is None else str(value)
            sent[name] = [_as_sent(typed) if controls[0].name == "textarea" else typed]

    def _choice(self, form: Tag, controls: list[Tag], chosen: str) -> str:
        """The value of the choice that was named by its value or by its text."""
        options = controls[0].select("option") if controls[0].name == "select" else controls
        for option in options:
            label = form.select_one(f'label[for="{option.get("id")}"]') if option.has_attr("id") else None
            if chosen in {str(option.get("value", _words(option))), _words(option), _words(label)}:
                return str(option.get("value", _words(option)))
        raise AssertionError(f"'{chosen}' cannot be chosen for {controls[0].get('name')}")


def inspected(html: str, where: str, *, strictly: bool = True) -> BeautifulSoup:
    """The page as a tree, after everything every page must have was found in order; `strictly`, its grammar too."""
    if strictly:
        _assert_valid(html, where)
    page = BeautifulSoup(html, "html.parser")
    titles, headings = page.select("head > title"), page.select("h1")
    assert len(titles) == 1, f"{where} has {len(titles)} titles"
    assert _words(titles[0]), f"{where} has an empty title"
    assert len(headings) == 1, f"{where} has {len(headings)} headings of the first level"
    assert _words(headings[0]), f"{where} has an empty heading"
    assert not page.select("style"), f"{where} has an inline style"
    assert not page.select("script:not([src])"), f"{where} has an inline script"
    for tag in page.find_all(True):
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        assert not inline, f"{where}: <{tag.name}> has {inline}"
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"{where} gives an id twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    return page


def _assert_valid(html: str, where: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    errors = [f"line {place[0]}: {HTML_ERRORS[code] % words}" for place, code, words in parser.errors]
    assert not errors, f"{where} is not valid HTML: {errors}"


def _present_values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [_as_sent(re.sub(r"\A(\r\n|\n)", "", control.get_text()))]
    if control.name == "select":
        options = control.select("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [str(option.get("value", _words(option))) for option in chosen]
    return [str(control.get("value", ""))]


def _as_sent(typed: str) -> str:
    """Text of several lines as a browser sends it."""
    return re.sub(r"\r\n|\r|\n", "\r\n", typed)


def _words(tag: Tag | None) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip() if tag is not None else ""


def _name(tag: Tag) -> str:
    return str(tag.get("aria-label", ""))
