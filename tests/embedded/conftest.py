"""Folders for real servers."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def passable_path(tmp_path: Path) -> Path:
    """A `tmp_path` where a server that root starts as another user can come too."""
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return tmp_path
