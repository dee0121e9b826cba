"""What is filled in on the screens of the organisation."""
