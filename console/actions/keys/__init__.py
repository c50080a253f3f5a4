"""Which keys do what: names of keys, the moves of lists, presets, and what a person has changed."""
