"""Why a start is refused."""


class StartError(Exception):
    """One plain Dutch sentence for the operator, with a way out."""
