"""Phone numbers: their list, and the routing of one."""
