"""The live board: every call that is or was lately, and the reading pane beside it."""
