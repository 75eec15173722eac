import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tasks.stage import Stage


@pytest.fixture
def stage(committed_db: None, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    stages: list[Stage] = []

    def make(**options: str) -> Stage:
        stages.append(Stage(tmp_path, **options))
        return stages[-1]

    yield make
    for one in stages:
        one.close()


@pytest.fixture(params=["files", "redis"])
def broker(request: pytest.FixtureRequest) -> str:
    """The address of each broker in turn; empty for the one made of files."""
    if request.param == "files":
        return ""
    if not os.environ.get("REDIS_URL"):
        pytest.skip("REDIS_URL is not set: no Redis to try this on")
    return os.environ["REDIS_URL"]
