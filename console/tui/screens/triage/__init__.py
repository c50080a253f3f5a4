"""What was wrong with the calls of a span of time, grouped by its cause."""
