"""Floor 1: the places. It knows no people."""
