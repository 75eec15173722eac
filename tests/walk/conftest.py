from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests import template_database
from tests.flows.site import served
from tests.walk import town as towns


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest, tmp_path_factory: Any
) -> Iterator[towns.Town]:
    """The town, made once for the tests of a file, which only look at it or buy in it."""
    folder: Path = tmp_path_factory.mktemp("town")
    own = override_settings(MEDIA_ROOT=str(folder / "media"), PRIVATE_MEDIA_ROOT=str(folder / "private"))
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), own:
        try:
            yield towns.build()
        finally:
            template_database.use_a_copy(worker)


@pytest.fixture(scope="module")
def site(town: towns.Town) -> Iterator[str]:
    with served() as url:
        yield url
