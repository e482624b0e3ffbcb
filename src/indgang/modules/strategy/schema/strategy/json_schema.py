"""The JSON schema of strategy.yaml, so that an editor can help whoever writes one."""

from typing import Any

from indgang.modules.strategy.schema.strategy.shapes import StrategyShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
YES_NO = {"enum": ["yes", "no", True, False]}


def json_schema() -> dict[str, Any]:
    """Made from the shapes. An editor reads `yes` and `2009` as it likes: both forms of a word are allowed."""
    made = _readable(StrategyShape.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, **made}


def _readable(node: Any) -> Any:
    """Yes and no are words in our YAML, and booleans to many editors."""
    if isinstance(node, list):
        return [_readable(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        return {**{key: value for key, value in node.items() if key not in ("type", "default")}, **YES_NO}
    if node.get("type") == "string" and not {"enum", "const"} & set(node):
        return {**node, "type": ["string", "number"]}  # `period: 2013` and `id: 7` are text to us
    made = {key: _readable(value) for key, value in node.items()}
    return {**made, "additionalProperties": False} if "patternProperties" in made else made
