"""Writes down who read personal data of residents (BIO2). The line is as permanent as the row history."""

from django.http import HttpRequest

from kern.models import Gebruiker, Inzage


def noteer(request: HttpRequest, *, wat: str, sleutel: str = "", van: Gebruiker | None = None) -> None:
    """Add one line: the logged-in reader of this page saw `wat` (kind of page), `sleutel` (which one), of `van`.

    Nothing is written for a HEAD or when somebody reads about themselves. Whoever says to fetch in advance or
    sends a wrong form gets the same page and leaves the same line: anybody can say so. Costs one insert and
    reads nothing.
    """
    wie = request.user
    if not isinstance(wie, Gebruiker) or wie == van or request.method == "HEAD":
        return
    schrijf(wie=wie, wat=wat, sleutel=sleutel, van=van, verzoek=getattr(request, "nummer", ""))


def schrijf(
    *, wie: Gebruiker, wat: str, sleutel: str = "", van: Gebruiker | None = None, verzoek: str = ""
) -> None:
    """Add one line for what is shown in another way than by opening a page, such as a file or a search."""
    Inzage.objects.create(wie=wie, wat=wat, sleutel=sleutel, van=van, verzoek=verzoek)
