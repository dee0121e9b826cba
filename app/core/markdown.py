"""How Markdown is read wherever it is shown: on a screen, in Word and in PDF it means the same."""

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
"""Markup of HTML stays the characters that were typed; the end of a line is the end of a line."""
