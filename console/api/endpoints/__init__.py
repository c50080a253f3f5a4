"""One group of methods per resource, one method per endpoint."""
