"""As much of JSON Schema as our schema uses, to try it on files without a library of its own."""

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
    "boolean": (bool,),
}
KNOWN = {
    *("$ref", "$defs", "$schema", "title", "description", "default", "type", "enum", "const", "anyOf"),
    *("properties", "required", "additionalProperties", "propertyNames", "patternProperties"),
    *(
        "minProperties",
        "items",
        "minItems",
        "maxItems",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
    ),
}


def problems_of(value: Any, schema: dict[str, Any]) -> list[str]:
    """What is wrong with a value, each with its place. Raises ValueError for a word of the schema we do not know."""
    return list(_problems(value, schema, schema, "file"))


def _problems(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    if unknown := set(schema) - KNOWN:
        raise ValueError(f"{place}: {unknown} is not known here.")
    if "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from _problems(value, target, root, place)
        return
    if "anyOf" in schema:
        if not any(not list(_problems(value, one, root, place)) for one in schema["anyOf"]):
            yield f"{place}: nothing fits"
        return
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind] if kind else []
    allowed = tuple(one for each in kinds for one in TYPES[each])
    if kinds and (not isinstance(value, allowed) or (isinstance(value, bool) and "boolean" not in kinds)):
        yield f"{place}: no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{place}: not {schema['const']}"
    yield from _scalar(value, schema, place)
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{place}: too few"
        if len(value) > schema.get("maxItems", len(value)):
            yield f"{place}: too many"
        for i, one in enumerate(value):
            yield from _problems(one, schema.get("items", {}), root, f"{place}[{i}]")
    if isinstance(value, dict):
        yield from _object(value, schema, root, place)


def _scalar(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{place}: length"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{place}: pattern"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{place}: size"
        if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
            yield f"{place}: size"


def _object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place}: {name} is missing"
    if len(value) < schema.get("minProperties", 0):
        yield f"{place}: too few"
    rest = schema.get("additionalProperties", True)
    for name, one in value.items():
        if "propertyNames" in schema:
            yield from _problems(name, schema["propertyNames"], root, f"{place}.{name} (name)")
        shapes = [
            shape
            for pattern, shape in schema.get("patternProperties", {}).items()
            if re.search(pattern, name)
        ]
        if shapes:
            yield from _problems(one, shapes[0], root, f"{place}.{name}")
        elif name in known:
            yield from _problems(one, known[name], root, f"{place}.{name}")
        elif rest is False:
            yield f"{place}: {name} is not known"
        elif isinstance(rest, dict):
            yield from _problems(one, rest, root, f"{place}.{name}")
