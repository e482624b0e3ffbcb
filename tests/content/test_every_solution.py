"""Every solution that is shipped, whatever is answered and whatever registers say: nothing breaks, nothing that was
typed is lost, nothing is granted on what is not known, and the same is decided again.

A few examples of each. `INDGANG_EXAMPLES=50 ./indgang test tests/content/test_every_solution.py` tries fifty times as
many.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from indgang.adapters.cpr.fake import FakeCpr
from indgang.kernel import clock, generation
from indgang.kernel.free_text import cleaned
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import acting_options
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Draft, Submission
from indgang.modules.selfservice.rules import applying, asking, deciding, paying
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.read import COVER
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.schema.folder import fingerprint, read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.loading import latest
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services import facts as fetching
from indgang.modules.selfservice.services.looking import look_up
from indgang.modules.selfservice.services.trying import Trial
from indgang.modules.selfservice.tests.conftest import NOW, PACK
from indgang.modules.selfservice.tests.shipped import publish
from indgang.modules.selfservice.vocabulary import SEVERAL_CHOSEN, Outcome, QuestionKind
from tests.content.any_answers import Draw, filled, how_many, inputs_of, lacking, typed

FOLDER = Path(django.CONTENT_DIR) / "solutions"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/solution.yaml"))
COMPANY = ("99991518", "Lyngsø Flyttefirma ApS")
CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
FAIR = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)
each_solution = pytest.mark.parametrize("slug", SLUGS)


@cache
def solution_of(slug: str) -> Solution:
    return ready(read_source(FOLDER / slug))


def read_again(inputs: Inputs) -> Inputs:
    """As they come out of the database."""
    return Inputs.of(json.loads(json.dumps(inputs.as_json())))


@each_solution
@given(data=st.data())
@settings(max_examples=how_many(10), deadline=None, suppress_health_check=FAIR)
def test_anything_is_decided_and_decided_alike_again(slug: str, data: st.DataObject) -> None:
    solution = solution_of(slug)
    inputs = data.draw(inputs_of(solution))
    situation = Situation(solution, inputs)
    finding = deciding.find(situation, version="v")
    followed = deciding.follow_ups(situation)
    deciding.letter_values(situation)
    applying.sections(situation)
    asking.to_ask(situation, finding)
    assert situation.way_out is None or situation.way_out in solution.exits
    if finding.outcome == Outcome.GRANTED:
        known = [situation.compute(rule.when) for rule in solution.rules]
        assert solution.shape.decide == "first" or all(answer.known for answer in known)
        assert solution.payment is None or paying.price(situation) is not None
    again = Situation(solution, read_again(inputs))
    assert deciding.find(again, version="v") == finding
    assert deciding.follow_ups(again) == followed


@pytest.fixture
def loaded(request: pytest.FixtureRequest, db: None, settings: Settings) -> Iterator[None]:
    """The municipality and one solution with its letters, and the portal's addresses alone."""
    settings.ROOT_URLCONF = "indgang.surfaces.portal.tests.addresses"
    settings.STORAGES = {
        **django.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    clock.freeze(NOW)
    generation.set_current(generation.current() + 1)
    identity.load_pack(PACK)
    slug = request.node.callspec.params["slug"]
    publish(slug)
    yield
    generation.set_current(generation.current() + 1)


def worked(slug: str) -> list[tuple[str, Trial]]:
    """The worked cases that could be sent, each with whom it is about."""
    version = Version(fingerprint(read_source(FOLDER / slug)), solution_of(slug))
    shape, _ = read_examples(FOLDER / slug)
    tried = services.run_examples(slug, FOLDER / slug, version=version)
    both = [(example.party, one.trial) for example, one in zip(shape.examples, tried, strict=True)]
    return [(party, trial) for party, trial in both if trial and not trial.errors and not trial.exit]


@each_solution
def test_no_grant_rests_on_what_is_not_known(slug: str, loaded: None) -> None:
    """What is granted though something is not known is granted whatever that may turn out to be."""
    solution = solution_of(slug)
    granted = [trial for _, trial in worked(slug) if trial.outcome == Outcome.GRANTED]
    assert granted
    kinds = {use.id: use.of.kind for use in solution.facts}

    @given(data=st.data(), trial=st.sampled_from(granted))
    @settings(max_examples=how_many(12), deadline=None, suppress_health_check=FAIR)
    def whatever_it_is(data: st.DataObject, trial: Trial) -> None:
        draw, known = data.draw, trial.inputs.facts
        fewer = {
            name: replace(one, value=lacking(draw, one.value, kinds[name])) for name, one in known.items()
        }
        if _outcome(solution, trial.inputs, fewer) != Outcome.GRANTED:
            return
        more = {name: replace(one, value=filled(draw, one.value, kinds[name])) for name, one in fewer.items()}
        assert _outcome(solution, trial.inputs, more) == Outcome.GRANTED

    whatever_it_is()


def _outcome(solution: Solution, inputs: Inputs, facts: Mapping[str, Looked]) -> str:
    return deciding.find(Situation(solution, replace(inputs, facts=facts)), version="").outcome


@dataclass
class Visitor:
    """Somebody who fills in and sends, by the addresses that a browser without JavaScript uses."""

    client: Client
    slug: str
    draft: str = ""

    def begins(self) -> bool:
        """Whether they may."""
        answer = self.client.post(f"/selvbetjening/{self.slug}/")
        assert answer.status_code in (302, 409), answer.status_code
        self.draft = str(answer["Location"]).split("/")[2] if answer.status_code == 302 else ""
        return bool(self.draft)

    def shown(self, step: str) -> list[str]:
        """The questions that a step's page asks; none when there is no such step now."""
        answer = self.client.get(f"/kladde/{self.draft}/{step}/")
        assert answer.status_code in (200, 302, 404), answer.status_code
        return re.findall(r'name="_shown" value="([^"]+)"', answer.content.decode())

    def save(self, step: str, fields: Mapping[str, list[str]]) -> None:
        revision = Draft.objects.get(pk=self.draft).revision
        sent = {**fields, "_shown": list(fields), "_revision": [str(revision)]}
        answer = self.client.post(f"/kladde/{self.draft}/{step}/", sent)
        assert answer.status_code in (200, 302, 404, 422), answer.status_code

    def send(self) -> Submission | None:
        page = self.client.get(f"/kladde/{self.draft}/kontroller/", follow=True)
        assert page.status_code == 200
        revision = str(Draft.objects.get(pk=self.draft).revision)
        answer = self.client.post(f"/kladde/{self.draft}/send/", {"_key": "a" * 32, "_revision": revision})
        assert answer.status_code in (200, 302, 402, 409, 422), answer.status_code
        sent = Submission.objects.filter(draft_id=UUID(self.draft)).first()
        if sent is not None:
            assert self.client.get(f"/kvittering/{sent.pk}/").status_code == 200
        return sent


def log_in(solution: Solution, ref: str) -> Client:
    """One of the demo's people, who acts for their company where the solution is for companies alone."""
    register = FakeCpr(PACK / "demo")
    cpr = register.cpr_of(ref)
    known = register.person(cpr)
    assert known is not None
    for_company = "person" not in solution.shape.who_may.parties
    account = identity.account_for_citizen(
        subject=ref, name=known.name, cpr=cpr, company=COMPANY if for_company else None, rights=("submit",)
    )
    client = Client()
    client.force_login(account, backend=CITIZEN)
    if for_company:
        session = client.session
        options = acting_options(account.person_id or "", company=COMPANY[0])
        key = next(one.key for one in options if one.acting.party.kind == "company")
        session.update({"company": COMPANY[0], "acting": key})
        session.save()
    return client


def typed_at(trial: Trial, draw: Draw, solution: Solution, key: str, *, steady: bool) -> list[str]:
    """What is typed in a field: often, or always (`steady`), what the worked case says, else anything."""
    question = solution.question_at(key)
    given = trial.inputs.answers.get(key)
    if given is not None and (steady or draw(st.integers(0, 4))):
        return [given.typed] if isinstance(given.typed, str) else list(given.typed)
    if steady:
        return []
    most = 3 if question and question.kind in SEVERAL_CHOSEN else 1
    mark = st.sampled_from([[], ["yes"], ["no"], ["<b>"]])
    found: list[str] = draw(st.lists(typed(question), min_size=1, max_size=most) if question else mark)
    return found


def kept(solution: Solution, key: str, sent: list[str]) -> str | list[str] | None:
    """How it must be kept; None where it is not kept as it was typed: a file, a covered CPR number."""
    question = solution.question_at(key)
    clean = [cleaned(one) for one in sent]
    if question is None or question.kind is QuestionKind.UPLOAD or any(COVER in one for one in clean):
        return None
    if question.kind in SEVERAL_CHOSEN:
        return sorted({one[:200] for one in clean if one})
    return clean[-1] if clean else ""


@contextmanager
def silent(names: set[str]) -> Iterator[None]:
    """Registers that say nothing to these look-ups."""

    def asked(name: str, *rest: Any) -> Any:
        return None if name in names else look_up(name, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "look_up", asked)
        yield


@contextmanager
def undone() -> Iterator[None]:
    """What happens is as if it never had."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@each_solution
def test_the_pages_take_whatever_is_typed_and_lose_nothing(slug: str, loaded: None) -> None:
    solution = solution_of(slug)
    trials, look_ups = worked(slug), sorted({use.look_up for use in solution.facts})

    @given(data=st.data(), one=st.sampled_from(trials), down=st.sets(st.sampled_from(look_ups), max_size=2))
    @settings(max_examples=how_many(3), deadline=None, suppress_health_check=FAIR)
    def somebody(data: st.DataObject, one: tuple[str, Trial], down: set[str]) -> None:
        ref, trial = one
        steady = bool(data.draw(st.integers(0, 2)))
        with undone(), silent(down):
            visitor = Visitor(log_in(solution, ref), slug)
            if not visitor.begins():
                return
            for step in solution.steps:
                fields = {
                    key: typed_at(trial, data.draw, solution, key, steady=steady)
                    for key in visitor.shown(step.id)
                }
                if not fields:
                    continue
                visitor.save(step.id, fields)
                rows = latest(UUID(visitor.draft))
                for key, written in fields.items():
                    expected = kept(solution, key, written)
                    assert expected in (None, "", []) or rows[key].value["typed"] == expected, key
            sent = visitor.send()
            if sent is not None:
                check_decision(solution, sent, data.draw)

    somebody()


def check_decision(solution: Solution, sent: Submission, draw: Draw) -> None:
    """It comes out the same again, and what was granted hangs on nothing that was not known."""
    assert selectors.replay(sent.pk).same
    inputs = Inputs.of(sent.inputs)
    if sent.finding["outcome"] != Outcome.GRANTED:
        return
    kinds = {use.id: use.of.kind for use in solution.facts}
    more = {
        name: replace(one, value=filled(draw, one.value, kinds[name])) for name, one in inputs.facts.items()
    }
    assert _outcome(solution, inputs, more) == Outcome.GRANTED
