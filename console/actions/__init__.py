"""What an operator can do, each defined once, and the journal of what was done."""
