"""Assignments: drafted, talked over, agreed by their parties, followed, and closed."""
