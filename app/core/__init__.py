"""The ground floor: what every feature stands on. It knows no feature and holds no screen text."""
