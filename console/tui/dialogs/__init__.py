"""Questions asked on top of a screen; each ends with an answer or nothing."""
