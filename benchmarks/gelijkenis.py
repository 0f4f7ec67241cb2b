"""How long the lookup of similar initiatives takes; started by `benchmarks.werkbank`, in its portal."""

import os
import random
import statistics
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkportaal.settings")
django.setup()

from benchmarks import vulling  # noqa: E402  settings first
from initiatieven.gelijkenis import Vraag, lijkt_op  # noqa: E402
from initiatieven.models import Initiatief  # noqa: E402

KEREN = 200


def _tijden(doe: Callable[[int], object]) -> list[float]:
    """Milliseconds of each of `KEREN` times, in order of size."""
    tijden = []
    for nummer in range(KEREN):
        begin = time.perf_counter()
        doe(nummer)
        tijden.append((time.perf_counter() - begin) * 1000)
    return sorted(tijden)


def _kaal(_nummer: int) -> object:
    return list(Initiatief.objects.openbaar().defer("zoekvector").order_by("-ingediend_op", "-id")[:20])


def _vragen(lengte: int, *, met_plek: bool) -> list[Vraag]:
    """What residents might tell: words of the same language as what is there, on a place of the municipality."""
    dobbel = random.Random(lengte)
    woorden = vulling.woordenlijst(random.Random(vulling.ZAAD))
    gewichten = vulling.zipf(len(woorden))
    return [
        Vraag(
            tekst=vulling.tekst(dobbel, woorden, gewichten, lengte),
            lat=vulling.BEGIN[0] + dobbel.random() * 0.04 if met_plek else None,
            lon=vulling.BEGIN[1] + dobbel.random() * 0.07 if met_plek else None,
            thema_id=3,
        )
        for _nummer in range(KEREN)
    ]


def main() -> None:
    kaal = statistics.median(_tijden(_kaal))
    print(f"\nsimilar initiatives, {KEREN} different texts; 20 rows of the bare view: {kaal:.1f} ms")
    print(f"{'asked':<24}{'median ms':>10}{'p95 ms':>9}{'max ms':>9}{'x bare':>9}")
    for naam, lengte, met_plek in (
        ("a title", 6, False),
        ("a title, a place", 6, True),
        ("a story", 60, False),
        ("a story, a place", 60, True),
    ):
        vragen = _vragen(lengte, met_plek=met_plek)
        lijkt_op(vragen[0])
        tijden = _tijden(lambda nummer, vragen=vragen: lijkt_op(vragen[nummer]))  # type: ignore[misc]
        midden = statistics.median(tijden)
        print(
            f"{naam:<24}{midden:>10.1f}{tijden[KEREN * 95 // 100]:>9.1f}{tijden[-1]:>9.1f}{midden / kaal:>9.1f}"
        )


if __name__ == "__main__":
    main()
