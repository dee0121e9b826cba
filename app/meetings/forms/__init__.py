"""What is filled in about meetings."""
