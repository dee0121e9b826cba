"""The tests of what a unit agrees about itself."""
