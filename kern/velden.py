"""Fields for what people type and send: lenient, and clear about the few things that cannot be kept."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kern.fotos import VerwerkteFoto, verwerk
from kern.fouten import DomeinFout

NUL = "\x00"
# Control characters that no keyboard makes; tab and newline stay.
ONZICHTBAAR = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What is shown again of a text that is far too long: enough to shorten, not enough to choke a browser.
TERUG = 4


class TekstVeld(forms.CharField):
    """One line, or several with `regels`. Counts a newline as one character, as people do.

    A NUL byte is refused, since PostgreSQL cannot store it; other control characters are left out.
    """

    def __init__(self, *, max_length: int, regels: int = 0, **kwargs: Any) -> None:
        self.regels = regels
        if regels and "widget" not in kwargs:
            kwargs["widget"] = forms.Textarea({"rows": regels})
        super().__init__(max_length=max_length, **kwargs)
        self.validators = [self.controleer]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut a pasted text without a word."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}

    def to_python(self, value: Any) -> str:
        tekst = ONZICHTBAAR.sub("", str(value or "").replace("\r\n", "\n").replace("\r", "\n"))
        if not self.regels:
            tekst = " ".join(tekst.split("\n"))
        return str(super().to_python(tekst) or "")

    def controleer(self, tekst: str) -> None:
        """Raises ValidationError with what to do."""
        if NUL in tekst:
            raise ValidationError(
                _("In uw tekst staat een teken dat wij niet kunnen bewaren. Typ de tekst opnieuw."),
                code="nul",
            )
        lengte, hoogstens = len(tekst), self.max_length or 0
        if lengte > hoogstens:
            raise ValidationError(
                ngettext(
                    "Deze tekst is %(teveel)s teken te lang. Gebruik hoogstens %(hoogstens)s tekens.",
                    "Deze tekst is %(teveel)s tekens te lang. Gebruik hoogstens %(hoogstens)s tekens.",
                    lengte - hoogstens,
                )
                % {"teveel": lengte - hoogstens, "hoogstens": hoogstens},
                code="max_length",
            )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again: everything typed, up to `TERUG` times the allowed length and without NUL."""
        terug = super().bound_data(data, initial)
        if isinstance(terug, str):
            return terug.replace(NUL, "")[: TERUG * (self.max_length or 0)]
        return terug


class EmailVeld(TekstVeld):
    """An e-mail address; says what one looks like."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "autocomplete": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        kwargs.setdefault("widget", forms.EmailInput(attrs))
        super().__init__(max_length=254, **kwargs)

    def controleer(self, tekst: str) -> None:
        """Raises ValidationError with what to do."""
        super().controleer(tekst)
        try:
            validate_email(tekst)
            # Mail servers know a domain in ASCII only, and not everything that looks like one can be written so.
            domein = tekst.rpartition("@")[2].encode("idna").decode()
            validate_email(f"iemand@{domein}")
        except (ValidationError, UnicodeError) as fout:
            raise ValidationError(
                _("Dit is geen goed e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl."),
                code="email",
            ) from fout


class AdressenVeld(TekstVeld):
    """Several e-mail addresses, one on each line; gives a list in lower case, each address once.

    Commas, semicolons and "Naam <adres>" are understood too: people paste from their address book.
    """

    SCHEIDING = re.compile(r"[\n,;]+")

    def __init__(self, *, hoogstens: int, **kwargs: Any) -> None:
        self.hoogstens = hoogstens
        super().__init__(max_length=hoogstens * 300, regels=hoogstens, **kwargs)
        self.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Raises ValidationError with one sentence for each address that is not right."""
        adressen = dict.fromkeys(adres.lower() for adres in self._los(super().clean(value)))
        fouten = []
        for adres in adressen:
            try:
                EmailVeld().clean(adres)
            except ValidationError:
                zin = _("“%(adres)s” is geen goed e-mailadres.") % {"adres": _kort(adres)}
                fouten.append(ValidationError(zin, code="email"))
        if fouten:
            raise ValidationError(fouten[: self.hoogstens + 1])
        if len(adressen) > self.hoogstens:
            raise ValidationError(
                _("U vulde %(aantal)s adressen in. Het kunnen er hoogstens %(hoogstens)s zijn.")
                % {"aantal": len(adressen), "hoogstens": self.hoogstens},
                code="te_veel",
            )
        return list(adressen)

    def _los(self, tekst: str) -> Iterator[str]:
        for deel in self.SCHEIDING.split(tekst):
            woorden = re.sub(r"[<>()\"]|mailto:", " ", deel).split()
            adressen = [woord.rstrip(".:") for woord in woorden if "@" in woord]
            yield from adressen or ([" ".join(woorden)] if woorden else [])


class BestandenInvoer(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FotosVeld(forms.FileField):
    """Several photos at once; gives a list of `VerwerkteFoto`, ready to store."""

    widget = BestandenInvoer

    def __init__(self, *, hoogstens: int, **kwargs: Any) -> None:
        self.hoogstens = hoogstens
        kwargs.setdefault("widget", BestandenInvoer({"accept": "image/jpeg,image/png,image/webp"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[VerwerkteFoto]:
        """Raises ValidationError with one sentence for each photo that cannot be used."""
        uploads: list[UploadedFile] = [upload for upload in data or [] if upload]
        if len(uploads) > self.hoogstens:
            raise ValidationError(
                _("Kies hoogstens %(hoogstens)s foto's.") % {"hoogstens": self.hoogstens}, code="te_veel"
            )
        schoon, fouten = [], []
        for upload in uploads:
            try:
                schoon.append(verwerk(upload))
            except DomeinFout as fout:
                naam = _kort(upload.name or "")
                fouten.append(ValidationError(f"{naam}: {fout.zin}" if naam else fout.zin, code="foto"))
        if fouten:
            raise ValidationError(fouten)
        return schoon


def _kort(naam: str) -> str:
    return naam if len(naam) <= 40 else f"{naam[:18]}…{naam[-18:]}"
