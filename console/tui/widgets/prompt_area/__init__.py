"""The text area that prompts are edited in, and its line for finding and replacing."""
