"""Looking at everything that the console stands on, and saying what is wrong with it."""
