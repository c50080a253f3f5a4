"""A table of records that change while somebody reads it. Begin with `table.LiveTable`."""
