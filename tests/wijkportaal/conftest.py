"""What the tests of the roof share."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture(scope="module")
def demonstratie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A portal in demonstration mode."""
    with override_settings(
        DEMONSTRATIE=True,
        INSTALLED_APPS=["wijkportaal.demonstratie", *settings.INSTALLED_APPS],
        ROOT_URLCONF="tests.wijkportaal.adressen_met_demonstratie",
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
    ):
        yield
