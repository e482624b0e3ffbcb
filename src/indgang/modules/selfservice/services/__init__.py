"""The deeds of self-service.

begin(*, solution, by) -> DraftInfo                                  one open draft a party and actor
answer(*, draft_id, step, values, seen_revision, by) -> SaveResult   values: key -> text, or list of texts
submit(*, draft_id, key, by, seen_revision) -> SubmissionInfo        once, however often it is asked
delete_draft(*, draft_id, by) -> None
expire_drafts() -> int
load_solutions(folder) -> None                                       inside the caller's transaction
"""
