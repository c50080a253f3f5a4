"""The operations console for OneInbox voice agents."""

__version__ = "0.1.0"
