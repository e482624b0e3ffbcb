"""The JSON schema of solution.yaml, so that an editor can help whoever writes one."""

from typing import Any

from indgang.modules.selfservice.schema.shapes import SolutionShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
YES_NO = {"enum": ["yes", "no", True, False]}


def json_schema() -> dict[str, Any]:
    """Made from the shapes. An editor reads `yes` and `5` as it likes: both forms of a word are allowed."""
    return {"$schema": DIALECT, **_readable(SolutionShape.model_json_schema(by_alias=True))}


def _readable(node: Any) -> Any:
    """Yes and no are words in our YAML, and booleans to many editors; a number may be a text to us."""
    if isinstance(node, list):
        return [_readable(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        return {**{key: value for key, value in node.items() if key not in ("type", "default")}, **YES_NO}
    if node.get("type") == "string" and not {"enum", "const"} & set(node):
        return {**node, "type": ["string", "number"]}
    if node.get("const") == "1":
        return {"enum": ["1", 1]}
    return {key: _readable(value) for key, value in node.items()}
