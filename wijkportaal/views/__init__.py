"""Pages of the roof: those that show several floors at once."""
