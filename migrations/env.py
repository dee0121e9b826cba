"""Alembic's way in: runs on the engine of the application that was made by `app.core.schema`."""

from alembic import context

from app.core.database import Base

HAND_MADE = ("search_words", "ix_search_texts_vector")


def include_object(_object: object, name: str | None, _type: str, _reflected: bool, _compare_to: object) -> bool:
    """Leave out what stands in migrations by hand, for a model cannot describe it."""
    return not (name or "").startswith(HAND_MADE)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=include_object,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
