"""Floor 4: what the wijk wants and what was agreed."""
