"""How the agents fare over a span of time."""
