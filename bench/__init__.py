"""Measures what the tool aims at (`make bench`): live screens, answers and pages, on SQLite and PostgreSQL.

Every figure is a line of JSON. A ratio compares with a bare program that does the same and nothing else, measured in
the same run on the same machine. The server runs as it always does, in a process of its own; the load comes from this
one.
"""
