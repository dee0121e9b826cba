"""What the tests of elections share with those of decisions."""

from tests.decisions.conftest import house, told

__all__ = ["house", "told"]
