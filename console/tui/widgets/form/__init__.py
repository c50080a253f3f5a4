"""Fields of a form: each shows an entry as far as a terminal can, and tells what was typed."""
