"""The parent of every form: Dutch messages, and refusals of a verb shown at the field they are about."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields.choices import SelectChoice

from app.core.database import db
from app.core.errors import Refused
from app.core.telling import told
from app.organisation.refusals import RefusedField

Result = TypeVar("Result")


class HouseForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A form that carries out one verb, and keeps what was typed when that is refused."""

    order: ClassVar[tuple[str, ...]] = ()
    """The names of the fields in the order of the screen, when it is not the order in which they are written."""

    refusal: Refused | None = None
    """Why the verb was refused, if it was."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        self._offered: dict[str, dict[int, Any]] = {}
        super().__init__(*arguments, **keywords)

    def __iter__(self) -> Any:
        """The fields in the order of the screen; those not named come last."""
        named = [self._fields[name] for name in self.order]
        return iter(named + [field for field in self._fields.values() if field not in named])

    def offer(self, name: str, rows: Iterable[Any], label: Callable[[Any], str], none: str) -> None:
        """Let the field `name` choose between rows of the database; `none` is what it says for none of them."""
        self._offered[name] = {row.id: row for row in rows}
        choices = [SelectChoice(value=key, label=label(row)) for key, row in self._offered[name].items()]
        self[name].choices = [SelectChoice(value=0, label=none), *choices]

    def chosen(self, name: str) -> Any:
        """The row that was chosen in the field `name`, or None."""
        return self._offered[name].get(self[name].data)

    def carry_out(self, verb: Callable[[], Result]) -> Result | None:
        """What `verb` gives, or None when the form is not filled in well or the verb was refused.

        Whatever a refused verb did before it refused is undone.
        """

        def within_a_savepoint() -> Result:
            with db.session.begin_nested():
                return verb()

        return self.carry_out_by_itself(within_a_savepoint)

    def carry_out_by_itself(self, verb: Callable[[], Result]) -> Result | None:
        """As `carry_out`, for a verb that begins its own transaction."""
        if not self.validate():
            return None
        try:
            return verb()
        except Refused as refusal:
            self.refusal = refusal
            self.show(refusal)
            return None

    def show(self, refusal: Refused) -> None:
        """Say a refusal at the field it is about, or above the form."""
        field: Field | None = self._fields.get(refusal.field) if isinstance(refusal, RefusedField) else None
        errors = field.errors if field is not None else self.form_errors
        if field is not None:
            field.errors = [*errors, told(refusal)]
        else:
            self.form_errors.append(told(refusal))
