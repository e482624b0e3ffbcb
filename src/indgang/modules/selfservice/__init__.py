"""A solution is filled in: spec, version, draft, answers, submission and decision rules."""
