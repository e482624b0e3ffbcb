"""Ten thousand stored decisions, made from the worked cases of every solution, and made again."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

DECISIONS = 10_000


def store(say: Callable[[str], None]) -> int:
    """Store so many submissions, each with what its rules were given and what they found. Returns how many solutions
    they are of. Raises SystemExit when a worked case cannot be tried.
    """
    from pathlib import Path

    from django.conf import settings
    from django.utils import timezone

    from indgang.modules.identity.models import Person
    from indgang.modules.selfservice import selectors, services
    from indgang.modules.selfservice.models import Draft, Submission
    from indgang.modules.selfservice.rules import deciding
    from indgang.modules.selfservice.rules.situation import Situation

    person = Person.objects.order_by("pk")[0]
    now = timezone.now()
    made: list[dict[str, Any]] = []
    solutions = sorted(selectors.solutions())
    for slug in solutions:
        for worked in services.run_examples(slug, Path(settings.CONTENT_DIR) / "solutions" / slug):
            trial = worked.trial
            if trial is None:
                raise SystemExit(f"bench: {slug}/{worked.id} cannot be tried: {worked.wrong[0]}")
            if trial.errors:
                continue
            situation = Situation(selectors.versions.version(trial.version).solution, trial.inputs)
            made.append(
                {
                    "version_id": trial.version,
                    "inputs": trial.inputs.as_json(),
                    "finding": trial.finding.as_json(),
                    "follow_ups": [row.as_json() for row in deciding.follow_ups(situation)],
                }
            )
    say(f"bench: {len(made)} worked cases of {len(solutions)} solutions, stored {DECISIONS} times in all …")
    drafts, sent = [], []
    for number in range(DECISIONS):
        case = made[number % len(made)]
        at = now - timedelta(seconds=DECISIONS - number)
        draft = Draft(
            version_id=case["version_id"], solution="bench", person=person, actor=person, ground="self",
            state="sent", begun_at=at, updated_at=at, expires_at=at,
        )  # fmt: skip
        drafts.append(draft)
        sent.append(
            Submission(
                draft=draft,
                key=f"bench:{number}",
                number=f"B26-{number:06d}",
                person=person,
                party_name="",
                actor="bench",
                ground="self",
                at=at,
                application=[],
                **case,
            )
        )
    Draft.objects.bulk_create(drafts, batch_size=500)
    Submission.objects.bulk_create(sent, batch_size=500)
    return len(solutions)


def replay(processes: int) -> tuple[float, int, int]:
    """Make every stored decision again: seconds, how many, and how many came out otherwise."""
    from indgang.modules.selfservice import selectors

    begun = time.perf_counter()
    rows = [bool(one.differs) for one in selectors.replay_all(processes=processes)]
    return time.perf_counter() - begun, len(rows), sum(rows)
