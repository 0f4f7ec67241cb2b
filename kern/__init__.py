"""The cellar: people, mail, working days, photos and page helpers. It knows no other app."""
