"""Asking once more before something that cannot be undone; with script in a dialog, without it on a page."""

from flask import render_template, request

CONFIRMED = "confirmed"


def confirmed() -> bool:
    """Whether the form that is being answered was confirmed."""
    return CONFIRMED in request.form


def confirmation(question: str, label: str, *, back: str) -> str:
    """A page that asks `question`, with the form once more behind the button `label`, and a way `back`."""
    return render_template(
        "confirmation.html",
        question=question,
        label=label,
        back=back,
        fields=[(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"],
    )
