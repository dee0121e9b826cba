"""What must be unique, also when two people write it at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from app.core.database import db
from app.core.errors import Refused


@contextmanager
def unique_or(refusal: Refused) -> Iterator[None]:
    """Write what is done inside, or raise `refusal` when the database already has one.

    The verb has looked before; this is for whoever wrote the same between that look and now.
    """
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        raise refusal from error
