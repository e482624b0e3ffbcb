"""The register of Digital Post: who is exempt from it. Letters themselves are the messages module's."""
