"""What can be made to go wrong, and the middleware that makes it."""
