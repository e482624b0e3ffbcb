"""The funnel of one self-service: who begins, how far they come, where they leave, and what they do then."""
