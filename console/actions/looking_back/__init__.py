"""What was, made of the calls of a span: troubles, figures, one old call."""
