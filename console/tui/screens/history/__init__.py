"""The history: every call that is kept, found by filter."""
