"""Bodies as the API documents them: strict about what comes in."""
