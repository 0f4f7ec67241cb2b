"""What a request tells about who is behind it."""

from django.http import HttpRequest


def kijkt_iemand(request: HttpRequest) -> bool:
    """Whether somebody sees this page now: not for HEAD, nor when a browser fetches it in advance (Sec-Purpose)."""
    vooruit = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and "prefetch" not in vooruit
