"""The prompts: the list of models, the editor, and what stands beside it."""
