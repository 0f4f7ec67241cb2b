"""Floor 6: what was learned, frozen and offered to the council."""
