"""What content of contacts looks like."""

from indgang.modules.contacts.schema.mapping import Mapping, parse_mapping, read_mapping

__all__ = ["Mapping", "parse_mapping", "read_mapping"]
