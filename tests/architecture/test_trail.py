"""Every deed that the code writes into the trail has words for the citizen, or a reason why they need none."""

import ast
from collections.abc import Iterator
from pathlib import Path

import indgang
from indgang.kernel.text import lix
from indgang.modules.audit.vocabulary import LOOKS
from indgang.surfaces.portal.mypage.trail_words import DEEDS, OWN_DEEDS, PURPOSES

SOURCE = Path(indgang.__file__).parent
WRITERS = {"record", "trace", "_trace", "_note", "entry_trace", "trace_proof"}

ELSEWHERE = {
    # The case has a time line of its own on my page, with each of these.
    *("case_asked", "case_decided", "case_files_sent", "case_forwarded", "case_found_again", "case_noted"),
    *(
        "case_opened",
        "case_others_asked",
        "case_reopened",
        "case_review_asked",
        "case_reviewed",
        "case_taken",
    ),
    "case_waits",
    *("case_task_done", "case_withdrawn", "case_heard", "case_hearing_over", "case_sampled", "case_corrects"),
    # The citizen's own deeds in their own draft, which they did a moment ago.
    *("draft_corrects", "draft_begun", "draft_deleted", "draft_expired", "draft_sent", "act_for_chosen"),
    *("invitation_answered", "invitation_cancelled"),
    # The company's own deeds with a file of many; each row that is sent is a draft that is sent.
    *("many_file_taken", "many_file_sent", "many_file_discarded"),
    # Help in a draft: who came in and who left is told; each knock and proposal stands in the draft itself.
    *("help_offered", "proposed"),
    # The certificate or licence stands on my page, with what became of it.
    *("proof_made", "proof_ended"),
    # The end of a conversation that the citizen was part of.
    *("contact_closed", "contact_cancelled"),
}
"""Told in another place."""
NOBODYS = {
    *("access_list_seen", "help_code_missed", "nobody_found", "refused_not_yours", "work_list_seen"),
    "samples_seen",
    # A round is told by each case that took part in it.
    *("round_opened", "round_places_set", "round_run", "round_seen", "round_signed"),
    *("screen_code_made", "screen_paired", "screen_stopped"),
    # What strategists do with figures, in which nobody is named.
    *("contacts_imported", "import_undone", "import_redone", "import_removed", "import_rejects_fetched"),
    *("counting_week_opened", "counting_week_closed", "strategy_loaded", "strategy_removed"),
    *("failed_letters_seen", "many_made"),
    *("target_reason_written", "target_owner_written", "report_made", "figures_published", "factor_answered"),
    # A file is told by its case, its draft or its message.
    *("file_added", "file_removed", "file_set_aside"),
}
"""Rows that name no citizen."""
PAYMENTS = {
    f"payment_{how}"
    for how in ("asked_back", "billed", "charged", "elsewhere", "let_go", "refunded", "reserved")
}
COMPUTED = {"draft_expired", "draft_deleted", *PAYMENTS}
"""Written as a text with a part that is worked out."""
OF_OLD = {"register_read"}
"""No longer written; a trail is kept for five years, and still has them."""


def _words_in(call: ast.Call) -> Iterator[str]:
    """The literals that may be the action: of `action=`, or of the first two arguments."""
    given = [one.value for one in call.keywords if one.arg == "action"] or list(call.args[:2])
    for argument in given:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def actions() -> dict[str, str]:
    """Every action in the code, and where it is written."""
    found = {}
    for file in SOURCE.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in WRITERS:
                for word in _words_in(node):
                    if (
                        word.replace("_", "").isalpha()
                        and word.islower()
                        and ("_" in word or word in set(DEEDS) | ELSEWHERE)
                    ):
                        found[word] = f"{file.relative_to(SOURCE)}:{node.lineno}"
    return found


def test_every_deed_in_the_trail_has_words_or_a_reason_to_have_none() -> None:
    written = actions()
    assert len(written) > 60, "the test finds too little: has a writer of the trail been renamed?"
    missing = {
        action: place for action, place in written.items() if action not in set(DEEDS) | ELSEWHERE | NOBODYS
    }
    missing = {action: place for action, place in missing.items() if not action.endswith("_")}
    assert not missing, f"say what the citizen reads in portal/mypage/trail_words.py: {missing}"


def test_no_words_are_left_over() -> None:
    written = set(actions())
    assert not (set(DEEDS) | ELSEWHERE | NOBODYS) - written - COMPUTED - OF_OLD
    assert set(OWN_DEEDS) <= set(DEEDS)


def test_every_look_that_is_checked_can_be_read_by_the_citizen() -> None:
    assert {action for actions in LOOKS.values() for action in actions} <= set(DEEDS)


def test_words_are_plain_and_in_both_languages() -> None:
    texts = [*DEEDS.values(), *OWN_DEEDS.values(), *PURPOSES.values()]
    assert all(text.da and text.en for text in texts)
    whole = ". ".join(text.da for text in texts)
    assert lix(whole) < 35
