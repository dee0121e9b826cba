"""What is filled in about proposals, rounds and decisions: syntax only, `to_data()` gives what a verb takes."""
