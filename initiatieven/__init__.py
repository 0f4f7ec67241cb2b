"""Floor 3: what residents start, and its whole life."""
