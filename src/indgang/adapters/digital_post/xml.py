"""XML from outside read safely, and held against the schemas. lxml is loaded when the first document comes."""

import threading
from pathlib import Path
from typing import Any

from indgang.adapters.digital_post.types import NotMemo, NotValid

SCHEMAS = Path(__file__).parent / "schemas"
MEMO = "https://DigitalPost.dk/MeMo-1"
KLE = "http://kle-online.dk/"
FILES = {
    "memo-1.2": SCHEMAS / "memo-1.2" / "MeMo_core.xsd",
    "memo-1.1": SCHEMAS / "memo-1.1" / "MeMo_core.xsd",
    "fjernprint": SCHEMAS / "fjernprint" / "SF1600_EP_SP1-2" / "xsd" / "oio" / "_all.xsd",
}
_local = threading.local()


def parse(data: bytes, *, limit: int) -> Any:
    """The root of a document in UTF-8. Raises NotMemo: larger than `limit` bytes, no XML, or with a DOCTYPE.

    Our own limit stands in for libxml2's, which refuses any text over 10,000,000 characters; a DOCTYPE is refused
    before the parser sees it, so that no entity is ever expanded.
    """
    if len(data) > limit:
        raise NotMemo(f"it is larger than {limit} bytes")
    if b"<!DOCTYPE" in data or b"\0" in data:
        raise NotMemo("it has a DOCTYPE, or is not UTF-8")
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",  # whatever it says of itself: nothing can hide in another encoding
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotMemo("it is no XML") from error
    if root is None:
        raise NotMemo("it is empty")
    return root


def schema(name: str) -> Any:
    """A schema of `FILES`, compiled once for each thread, since its list of errors is its own."""
    kept: dict[str, Any] = _local.__dict__.setdefault("schemas", {})
    if name not in kept:
        from lxml import etree

        kept[name] = etree.XMLSchema(etree.parse(str(FILES[name])))
    return kept[name]


def check(root: Any, name: str) -> None:
    """Hold a document against a schema. Raises NotValid with the element and the kind of mistake, never a value."""
    held = schema(name)
    if held.validate(root):
        return
    first = held.error_log[0]
    raise NotValid(_place(first.path or ""), f"it breaks the schema {name}: {first.type_name}")


def _place(path: str) -> str:
    """`/memo:Message/memo:MessageHeader/memo:label` as `Message/MessageHeader/label`."""
    return "/".join(step.rpartition(":")[2] for step in path.split("/") if step) or "document"


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_at(root: Any, *names: str) -> str:
    """The text of the first element along a path of local names, in any namespace; empty when there is none."""
    here = root
    for name in names:
        here = next((child for child in here if local(child) == name), None)
        if here is None:
            return ""
    return (here.text or "").strip()


def first(root: Any, name: str) -> Any:
    """The first element below with a local name; None when there is none."""
    return next((element for element in root.iter() if local(element) == name), None)
