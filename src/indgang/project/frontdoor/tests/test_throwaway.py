"""The throw-away PostgreSQL is there while it is needed, and nothing of it is left."""

from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from indgang.project.frontdoor import ports, system
from indgang.project.frontdoor.throwaway import postgres


@pytest.mark.postgres
def test_it_answers_with_its_password_only_and_is_gone_afterwards() -> None:
    programs = system.postgres_programs()
    assert programs is not None
    with postgres(programs) as address:
        port = urlsplit(address).port or 0
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"postgresql://postgres:wrong@127.0.0.1:{port}/postgres")
    assert row is not None
    assert not ports.answers(port)
    assert not Path(row[0]).exists()
