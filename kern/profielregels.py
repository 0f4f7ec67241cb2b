"""What must hold between the parts of a gemeenteprofiel: names that exist, nothing twice, no clashing periods."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kern.geo import ongeldig, vlak
from kern.profielfouten import schrijf_pad
from kern.toml_lines import Path

if TYPE_CHECKING:
    from kern.profiel import Profiel, ProfielRol

Fout = tuple[Path, str]
Ding = TypeVar("Ding")

MET_AFDELING = ("teamleider", "vakmedewerker")


def onsamenhangend(profiel: "Profiel") -> Iterator[Fout]:
    """Every mistake that one value alone does not show, as path and sentence."""
    yield from _gemeente(profiel)
    yield from _wijken(profiel)
    yield from _uniek(profiel.afdelingen, "afdelingen", "naam", lambda a: a.naam)
    yield from _uniek(profiel.themas, "themas", "naam", lambda t: t)
    yield from _mensen(profiel)
    yield from _wethouders(profiel)
    yield from _pilots(profiel)
    yield from _budgetten(profiel)
    yield from _ladder(profiel)
    yield from _uniek(profiel.mandaten, "mandaten", "rol", lambda m: (m.rol, m.vanaf))
    for naam in profiel.demonstratiepostcodes:
        yield from _wijk_bestaat(profiel, naam, ("demonstratiepostcodes", naam))


def _fout(pad: Path, zin: str) -> Fout:
    return pad, f"{schrijf_pad(pad)} {zin}"


def _gemeente(profiel: "Profiel") -> Iterator[Fout]:
    if not profiel.gemeente.tooi.endswith(profiel.gemeente.code.lower()):
        yield _fout(("gemeente", "tooi"), f"hoort niet bij gemeentecode {profiel.gemeente.code}")


def _wijken(profiel: "Profiel") -> Iterator[Fout]:
    begin = profiel.gemeente.code.replace("GM", "WK")
    for nummer, wijk in enumerate(profiel.wijken):
        if not wijk.code.startswith(begin):
            yield _fout(("wijken", nummer, "code"), f"moet met {begin} beginnen, niet {wijk.code}")
        if not wijk.slug:
            yield _fout(("wijken", nummer, "naam"), "heeft geen letter of cijfer")
        for ring, punten in enumerate(wijk.omtrek):
            if reden := ongeldig(vlak([punten])):
                yield _fout(("wijken", nummer, "omtrek", ring), f"is geen vlak: {reden}")
    yield from _uniek(profiel.wijken, "wijken", "code", lambda w: w.code)
    yield from _uniek(profiel.wijken, "wijken", "naam", lambda w: w.slug)


def _mensen(profiel: "Profiel") -> Iterator[Fout]:
    yield from _uniek(profiel.mensen, "mensen", "email", lambda m: m.email)
    adressen = {mens.email for mens in profiel.mensen}
    afdelingen = {afdeling.naam for afdeling in profiel.afdelingen}
    for nummer, mens in enumerate(profiel.mensen):
        for teller, rol in enumerate(mens.rollen):
            pad: Path = ("mensen", nummer, "rollen", teller)
            yield from _rol(profiel, rol, pad)
            if rol.afdeling is not None and rol.afdeling not in afdelingen:
                yield _fout((*pad, "afdeling"), f'noemt "{rol.afdeling}", maar die afdeling bestaat niet')
            if rol.vervangt is not None and (rol.vervangt == mens.email or rol.vervangt not in adressen):
                yield _fout(
                    (*pad, "vervangt"), f"noemt {rol.vervangt}, maar dat is niemand anders in de lijst"
                )
            for eerder in mens.rollen[:teller]:
                if _zelfde_plek(eerder, rol) and _overlapt(eerder, rol):
                    yield _fout(pad, "geeft dezelfde rol twee keer in dezelfde periode")


def _rol(profiel: "Profiel", rol: "ProfielRol", pad: Path) -> Iterator[Fout]:
    yield from _periode(rol.vanaf, rol.tot, pad)
    for nummer, naam in enumerate(rol.wijken):
        yield from _wijk_bestaat(profiel, naam, (*pad, "wijken", nummer))
        if naam in rol.wijken[:nummer]:
            yield _fout((*pad, "wijken", nummer), f'noemt "{naam}" twee keer')
    if rol.rol in MET_AFDELING and rol.afdeling is None:
        yield _fout(pad, f"is {rol.rol}, maar zegt niet van welke afdeling")
    if rol.rol == "wijkwethouder" and not rol.wijken:
        yield _fout(pad, "is wijkwethouder, maar zegt niet van welke wijken")


def _wethouders(profiel: "Profiel") -> Iterator[Fout]:
    """One wijkwethouder per wijk at a time, deputies aside."""
    gezien: list[tuple[str, ProfielRol]] = []
    for nummer, mens in enumerate(profiel.mensen):
        for teller, rol in enumerate(mens.rollen):
            if rol.rol != "wijkwethouder" or rol.vervangt is not None:
                continue
            for eerder, andere in gezien:
                if (
                    eerder != mens.email
                    and _overlapt(andere, rol)
                    and (dubbel := {*rol.wijken} & {*andere.wijken})
                ):
                    plek = ("mensen", nummer, "rollen", teller)
                    yield _fout(plek, f"geeft {min(dubbel)} een tweede wijkwethouder in dezelfde periode")
            gezien.append((mens.email, rol))


def _pilots(profiel: "Profiel") -> Iterator[Fout]:
    for nummer, pilot in enumerate(profiel.pilots):
        yield from _wijk_bestaat(profiel, pilot.wijk, ("pilots", nummer, "wijk"))
        yield from _periode(pilot.vanaf, pilot.tot, ("pilots", nummer))
    yield from _uniek(profiel.pilots, "pilots", "naam", lambda p: (p.wijk, p.naam))


def _budgetten(profiel: "Profiel") -> Iterator[Fout]:
    yield from _uniek(profiel.budgetten, "budgetten", "naam", lambda b: (b.naam, b.jaar))
    for nummer, budget in enumerate(profiel.budgetten):
        if budget.domein == "sociaal" and budget.bedrag:
            zin = 'moet "0.00" zijn: een sociaal budget wordt gevuld uit een bestaand budget (nieuw voor oud)'
            yield _fout(("budgetten", nummer, "bedrag"), zin)


def _ladder(profiel: "Profiel") -> Iterator[Fout]:
    for nummer, trede in enumerate(profiel.ladder):
        if (trede.rol is None) == (trede.drager is None):
            zin = "heeft een rol nodig, of een drager als er geen rol bij hoort; niet allebei"
            yield _fout(("ladder", nummer), zin)
    yield from _uniek(profiel.ladder, "ladder", "naam", lambda t: t.naam)


def _wijk_bestaat(profiel: "Profiel", naam: str, pad: Path) -> Iterator[Fout]:
    if naam not in {wijk.naam for wijk in profiel.wijken}:
        yield _fout(pad, f'noemt "{naam}", maar die wijk bestaat niet')


def _periode(vanaf: date, tot: date | None, pad: Path) -> Iterator[Fout]:
    if tot is not None and tot <= vanaf:
        yield _fout((*pad, "tot"), f"moet na {vanaf} liggen, niet op {tot}")


def _overlapt(een: "ProfielRol", ander: "ProfielRol") -> bool:
    return (een.tot is None or een.tot > ander.vanaf) and (ander.tot is None or ander.tot > een.vanaf)


def _zelfde_plek(een: "ProfielRol", ander: "ProfielRol") -> bool:
    if een.rol != ander.rol or een.afdeling != ander.afdeling:
        return False
    return bool({*een.wijken} & {*ander.wijken}) or not (een.wijken or ander.wijken)


def _uniek(
    dingen: Iterable[Ding], lijst: str, veld: str, sleutel: Callable[[Ding], object]
) -> Iterator[Fout]:
    gezien: set[object] = set()
    for nummer, ding in enumerate(dingen):
        if (waarde := sleutel(ding)) in gezien:
            yield _fout((lijst, nummer, veld), "staat er twee keer")
        gezien.add(waarde)
