"""What can be done, by the place where it is done."""
