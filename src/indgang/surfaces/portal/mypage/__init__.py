"""The citizen's own pages: what to do now, cases, drafts, messages and letters, and who looked.

The front page may show the same list: `overview.overview(option).to_do` in `portal/mypage/_todo.html`.
"""
