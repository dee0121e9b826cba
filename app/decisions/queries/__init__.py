"""What the screens read: eager-loaded, in a constant number of queries."""
