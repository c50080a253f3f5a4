"""Two calls beside each other."""
