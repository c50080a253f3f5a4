"""The reading pane: one call, its transcript, its times, what was made of it, all of its fields."""
