"""The tests of elections."""
