"""OneInbox on this machine: a real HTTP server with a simulated world."""
