"""The citizen's own pages: what to do now, cases, drafts, messages and letters, and who looked.

The front page shows the same list: `overview.to_do_now(option)` in `portal/mypage/_todo.html`.
"""
