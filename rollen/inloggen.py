"""Who may not log in with DigiD: whoever works for the municipality (ADR 95)."""

from kern.models import Gebruiker
from kern.oidc import SocialAccountAdapter as Zonder
from rollen.rechten import is_medewerker


def mag_digid(gebruiker: Gebruiker) -> bool:
    """Whether this person is a resident and nothing else."""
    beheert = gebruiker.is_staff or gebruiker.is_superuser
    return gebruiker.is_active and not beheert and not is_medewerker(gebruiker)


class SocialAccountAdapter(Zonder):
    """DigiD is for residents: it tells nothing about the second factor that staff must pass."""

    def mag_digid(self, gebruiker: Gebruiker) -> bool:
        return mag_digid(gebruiker)
