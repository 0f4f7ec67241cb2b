"""The forms of this floor, by subject."""
