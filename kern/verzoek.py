"""What a request tells about who is behind it."""

from django.http import HttpRequest

GEEN_GETAL = 19  # digits: more than an id has


def kijkt_iemand(request: HttpRequest) -> bool:
    """Whether somebody sees this page now: not for HEAD, nor when a browser fetches it in advance (Sec-Purpose)."""
    vooruit = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in vooruit


def getal(waarde: str) -> int:
    """A number that a page sends back to us, or 0 when it is none of ours."""
    return int(waarde) if waarde.isdecimal() and len(waarde) < GEEN_GETAL else 0
