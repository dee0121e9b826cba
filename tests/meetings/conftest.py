"""What the tests of meetings share. The charts do not depend on the database; what is read from it is tried on both."""

from tests.decisions.conftest import told
from tests.holding.on_sqlite import house

__all__ = ["house", "told"]
