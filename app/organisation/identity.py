"""Who a browser stands for. Its cookie holds "<kind>:<token>"; for each kind somebody registers who looks up tokens."""

from collections.abc import Callable

from app.core.actor import Actor

Loader = Callable[[str], Actor | None]
"""Takes a token; gives whoever it stands for now, or None when it stands for nobody any more."""

_loaders: dict[str, Loader] = {}


def register(kind: str, loader: Loader) -> None:
    """Let `loader` look up the tokens of one kind. Raises `ValueError` when the kind has another loader already."""
    if _loaders.setdefault(kind, loader) is not loader:
        raise ValueError(f"identity {kind} is registered twice")


def load(identity: str) -> Actor | None:
    """Whoever an identity stands for; None for a kind nobody knows, or a token that is worth nothing."""
    kind, _, token = identity.partition(":")
    loader = _loaders.get(kind)
    return loader(token) if loader and token else None
