"""The history of calls: what is read goes into the archive, and what is missing there is read."""
