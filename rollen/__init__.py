"""Floor 2: who may do what, where, from when to when."""
