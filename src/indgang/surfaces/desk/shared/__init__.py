"""The clerk in the citizen's draft: asked in by a code, sees and proposes, never answers."""
