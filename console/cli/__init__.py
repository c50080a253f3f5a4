"""The command line: what the console does without a screen."""
