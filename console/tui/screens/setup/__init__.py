"""From nothing to the first phone call: what is there, what is missing, and the way on."""
