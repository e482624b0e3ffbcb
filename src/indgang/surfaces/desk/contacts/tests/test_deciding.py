"""What can be decided now, in sentences."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from indgang.kernel.text import Text
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW, finding
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.catalogue.vocabulary import DecidedBy
from indgang.modules.selfservice.selectors import DraftLine
from indgang.modules.selfservice.vocabulary import Shared
from indgang.surfaces.desk.contacts.deciding import can_be_decided

DRAFT = DraftLine(
    uuid4(), "flytning", Text("Flytning"), "hvor", Text("Den nye bolig"), 6, 6, 0, NOW, Shared.ALONE
)
CASE = CaseInfo(
    uuid4(), "26-7", "k", "flytning-indland", Text("Flytning"), CaseState.OPEN, Text("Vi ser på det"),
    date(2026, 5, 6), NOW, None, None, "folkeregister", uuid4(), 1,
)  # fmt: skip


def service(decided_by: DecidedBy) -> ServiceInfo:
    values = dict.fromkeys(ServiceInfo.__dataclass_fields__, "")
    return ServiceInfo(**{**values, "decided_by": decided_by, "authority_name": "Udbetaling Danmark"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "line"),
    [
        (replace(DRAFT, finds="granted"), "Kan afgøres med det samme, når borgeren har sendt."),
        (replace(DRAFT, finds="case"), "Kladden kan sendes. Derefter ser en sagsbehandler på den."),
        (
            replace(DRAFT, finds="prepared_refusal"),
            "Kladden kan sendes. Derefter ser en sagsbehandler på den.",
        ),
        (replace(DRAFT, done=5), "1 trin mangler i kladden: Den nye bolig."),
        (replace(DRAFT, done=2), "4 trin mangler i kladden. Det næste er Den nye bolig."),
    ],
)
def test_a_draft_says_what_is_left_or_what_comes_of_it(draft: DraftLine, line: str) -> None:
    assert can_be_decided(None, [draft], (), {}) == [line]


def test_a_case_says_whom_it_waits_for_and_what_its_rules_lack() -> None:
    lines = can_be_decided(None, (), [CASE], {CASE.id: finding().unresolved})
    assert lines == [
        "Sag 26-7 kan afgøres nu af en sagsbehandler. Fristen er 6. maj 2026.",
        "Det kunne reglerne ikke afgøre: Du anmeldte mere end 5 dage for sent. Det mangler: hvorfor det er sent.",
    ]
    waiting = replace(CASE, state=CaseState.WAITING)
    assert can_be_decided(None, (), [waiting], {}) == ["Sag 26-7 kan afgøres, når borgeren har svaret."]
    others = replace(CASE, state=CaseState.OTHERS)
    assert can_be_decided(None, (), [others], {}) == ["Sag 26-7 kan afgøres, når de andre har svaret."]


def test_what_is_settled_or_somebody_elses_says_nothing() -> None:
    automatic = service(DecidedBy.AUTOMATIC)
    decided = replace(CASE, state=CaseState.DECIDED)
    assert can_be_decided(automatic, (), [decided], {}) == []
    assert can_be_decided(automatic, (), (), {}, other_cases=True) == []
    assert can_be_decided(None, (), (), {}) == []


@pytest.mark.parametrize(
    ("decided_by", "words"),
    [
        (DecidedBy.AUTOMATIC, "Reglerne afgør det med det samme"),
        (DecidedBy.MIXED, "Ellers ser en sagsbehandler på det"),
        (DecidedBy.CASEWORKER, "En sagsbehandler afgør det"),
        (DecidedBy.OTHER_AUTHORITY, "Udbetaling Danmark afgør det."),
    ],
)
def test_before_anything_is_begun_it_says_who_will_decide(decided_by: DecidedBy, words: str) -> None:
    [line] = can_be_decided(service(decided_by), (), (), {})
    assert words in line
