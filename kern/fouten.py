"""Errors that a person may read."""


class DomeinFout(Exception):
    """A rule of the domain forbids this act. The text is a Dutch sentence that a resident can read."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


class GeenRecht(DomeinFout):
    """The acting person may not do this."""
