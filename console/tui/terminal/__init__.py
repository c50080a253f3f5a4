"""The terminal itself: what it sends, what reaches it, and leaving it as it was found."""
