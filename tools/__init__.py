"""What developers run: checks and documents that are made from the code."""
