"""The verbs: what people do with proposals, rounds, answers, objections and decisions.

Each is called inside one `transaction`, raises a house error when it may not or cannot be, and journals what happened.
"""
