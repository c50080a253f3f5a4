"""What the API answers with, one file per resource, read leniently."""
