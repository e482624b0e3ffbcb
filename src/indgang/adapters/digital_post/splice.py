"""A document is held against its schema with a small stand-in for each file; the files are put in on the way out.

What the schema says of a file is only that it is base64, and base64 is what is put in. Held against the schema whole,
a document of 1 MB takes three times as long, and no text of a file over 7.5 MB is accepted by libxml2 at all.
"""

from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from lxml import etree

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.types import DECLARATION, Written, fill


def written(
    root: Any,
    *,
    schema: str,
    uuid: UUID,
    format: Literal["memo", "fjernprint"],
    element: bytes,
    files: tuple[bytes, ...],
) -> Written:
    """The document with its hash. `element` is the start tag that holds a file. Raises NotValid."""
    xml.check(root, schema)
    skeleton = DECLARATION + etree.tostring(root, encoding="utf-8", xml_declaration=False)
    digest, size = sha256(), 0
    for chunk in fill(skeleton, element, files):
        digest.update(chunk)
        size += len(chunk)
    return Written(uuid, format, element, skeleton, files, digest.hexdigest(), size)
