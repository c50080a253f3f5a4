"""What a person enters for a record, and what of it is sent: without a screen."""
