"""What is sent tells of each answer who gave it: the citizen alone, by a proposal that they took, or through a clerk.

It stands in the case, in the reasons and in the receipt, and a decision can be made again from it.
"""

from collections.abc import Callable

import pytest

from indgang.modules.cases.models import Case
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.tests.conftest import Filling, call
from indgang.modules.selfservice.tests.test_proposing import propose, settle

pytestmark = pytest.mark.django_db

PROPOSED = "Foreslået af Maria Kongshøj, og du sagde ja"


def test_a_proposal_that_was_taken_is_told_in_the_case_with_who_proposed_it(
    mads: Acting, maria: EmployeeInfo, begin: Callable[[Acting], Filling]
) -> None:
    draft = begin(mads).all(moving_date="2026-12-02")
    helping = call(maria)
    helping.joins(draft)
    settle(draft, propose(draft, helping))
    view = selectors.summary(draft.draft_id, mads)
    sent = services.submit(draft_id=draft.draft_id, key="sent-once", by=mads, seen_revision=view.revision)
    case = Case.objects.get()
    told = {
        row["label"]["da"]: row["source"]["da"] for section in case.application for row in section["rows"]
    }
    assert told["Den dag du flytter ind"] == PROPOSED
    assert told["Hvordan bor du der?"] == "Det har du selv oplyst"
    finding = Submission.objects.get().finding
    sources = {fact["source"]["da"] for rule in finding["matched"] for fact in rule["facts"]}
    assert {PROPOSED, "Det har du selv oplyst"} <= sources
    assert selectors.replay(sent.id).same


def test_what_was_sent_before_names_were_kept_reads_as_it_did() -> None:
    old = Given.of({"typed": "2026-12-01", "found": None, "source": "proposal"})
    assert (old.proposed_by, "proposed_by" in old.as_json()) == ("", False)
