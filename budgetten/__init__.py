"""Floor 5: every euro."""
