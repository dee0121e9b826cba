"""Decision documents of our own writing in the layout of Huizen, to try the import with; some awkward on purpose."""

from pathlib import Path

SAMPLES = Path(__file__).parent
