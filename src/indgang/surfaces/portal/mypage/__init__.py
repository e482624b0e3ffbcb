"""The citizen's own pages: what to do now, cases, drafts, messages and letters, and who looked."""
