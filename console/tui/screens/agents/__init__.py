"""Agents: their list, and the form of one."""
