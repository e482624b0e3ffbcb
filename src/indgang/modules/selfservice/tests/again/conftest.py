"""Lyngsø with friplads, and an income register of one's own: what standing grants are worked out again with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.adapters.income.fake import FakeIncome, JobShape
from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.selectors import registers
from indgang.modules.selfservice.tests.conftest import PACK, Filling, Outside
from indgang.modules.selfservice.tests.shipped import publish

FOLDER = Path(settings.CONTENT_DIR) / "solutions" / "friplads"
ALONE: dict[str, dict[str, Any]] = {
    "boern": {"kids": ["oliver"], "place_kind": "municipal", "place_new": "no"},
    "hjem": {"alone": "yes"},
    "indkomst": {"self_employed": "no", "foreign": "no", "other_income": "no", "changes": "no"},
    "underskrift": {"declared": "yes"},
}
EMPLOYER = "99994436"


@dataclass
class Pay:
    """The income register: what somebody is paid from a month on, in the place of what they were paid before."""

    register: FakeIncome

    def is_now(self, person: str, kroner: str, *, since: date) -> None:
        self.register._jobs = [job for job in self.register._jobs if job.person != person]
        raised = {"person": person, "employer": EMPLOYER, "from": since.isoformat(), "kr": kroner}
        self.register._jobs.append(JobShape.model_validate(raised))


def at(day: date) -> None:
    """The clock on a day, in the middle of it."""
    clock.freeze(datetime(day.year, day.month, day.day, 10, 42, tzinfo=UTC))


@pytest.fixture(autouse=True)
def friplads(lyngsoe: object) -> None:
    publish("friplads")


@pytest.fixture
def pay(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Pay:
    register = FakeIncome(PACK / "demo")
    connected = registers.Registers(outside.cpr, outside.addresses, outside.doctors, income=register)
    monkeypatch.setattr(registers, "demo_registers", lambda folder: connected)
    return Pay(register)


Applies = Callable[..., Submission]


@pytest.fixture
def applies(person: Callable[..., Acting]) -> Applies:
    """Somebody applies, and what was sent is given back."""

    def sent(name: str, steps: dict[str, dict[str, Any]] | None = None) -> Submission:
        by = person(name)
        info = services.begin(solution="friplads", by=by)
        filling = Filling(by, info.id, info.revision)
        for step, values in (steps or ALONE).items():
            result = filling.step(step, values)
            assert not result.errors, (step, result.errors)
        return Submission.objects.get(pk=filling.send().id)

    return sent
