"""KL's matrix as aggregates: how self-services get done. Nothing here is about a person."""
