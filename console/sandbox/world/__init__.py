"""The simulated world: pure functions of a seed, the time and what the account was told to do."""
