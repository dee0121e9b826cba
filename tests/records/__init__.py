"""Tests of the import of decision documents."""
