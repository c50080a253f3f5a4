"""Taking things away: to a file, a colleague or a ticket."""
