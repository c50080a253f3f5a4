"""What the records mean: pure functions, no I/O, time passed in."""
