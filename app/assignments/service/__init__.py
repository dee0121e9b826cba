"""The verbs of assignments: draft, talk over, agree, follow, close."""
