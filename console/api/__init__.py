"""OneInbox over HTTP: transport, client (one method per endpoint), records, errors."""
