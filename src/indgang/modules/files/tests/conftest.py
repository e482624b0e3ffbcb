"""A shelf of its own for each test, and somebody who gives us files."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.modules.identity.vocabulary import Actor

MAJA = Actor("person", str(UUID(int=1)), "Maja Holm")
OLE = Actor("employee", str(UUID(int=2)), "Ole Damgård")
CASE, DRAFT = f"case:{UUID(int=3)}", f"draft:{UUID(int=4)}"


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


def upload(content: bytes, name: str = "lejekontrakt.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")
