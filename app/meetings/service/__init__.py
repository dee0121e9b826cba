"""The verbs of meetings: planning, the agenda, the meeting itself, and its minutes."""
