"""Questions to self-service.

solutions() -> dict[str, SolutionInfo]; solution(slug) -> SolutionInfo
draft(draft_id, by) -> DraftView; drafts_of(party) -> list[DraftInfo]
step_view(draft_id, step, by, *, typed=None, conflicts=()) -> StepView
summary(draft_id, by) -> SummaryView
receipt(submission_id, by) -> ReceiptView
find_addresses(query, limit=10) -> list[Option]
replay(submission_id) -> Replay
"""
