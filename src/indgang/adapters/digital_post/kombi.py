"""The envelope of SF1601's KombiPostAfsend: what goes round a message or a letter, and what is answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from indgang.adapters.digital_post import xml
from indgang.adapters.digital_post.types import DECLARATION, Choice, NotMemo, Written

_LONGEST_ANSWER = 1_000_000  # bytes
_LETTERS = b'<fp:ForsendelseISamling xmlns:fp="urn:oio:fjernprint:1.0.0">'


@dataclass(frozen=True, slots=True)
class Answer:
    """`ok`: it was taken. `transmission_id` may be empty for a letter on paper, even then."""

    ok: bool
    transmission_id: str
    code: str
    text: str


def wrap(choice: Choice, memo: Written | None = None, letter: Written | None = None) -> Iterator[bytes]:
    """The request, a piece at a time. `Automatisk Valg` needs both the message and the letter.

    Raises ValueError for a choice without what it sends.
    """
    needed = {"Fysisk Post": (False, True), "Automatisk Valg": (True, True)}.get(choice, (True, False))
    if (memo is not None, letter is not None) != needed:
        raise ValueError(f"{choice} needs another document")
    yield DECLARATION + f"<kombi_request><KombiValgKode>{choice}</KombiValgKode>".encode()
    if memo is not None:
        yield from _bare(memo)
    if letter is not None:
        yield _LETTERS
        yield from _bare(letter)
        yield b"</fp:ForsendelseISamling>"
    yield b"</kombi_request>"


def _bare(what: Written) -> Iterator[bytes]:
    """A document without its XML declaration, which only stands at the beginning of all."""
    chunks = what.chunks()
    yield next(chunks).removeprefix(DECLARATION)
    yield from chunks


def read_answer(data: bytes) -> Answer:
    """What the house said. Raises NotMemo when it is no kombi_response: then nobody knows whether it was taken."""
    root = xml.parse(data, limit=_LONGEST_ANSWER)
    result = xml.first(root, "Result")
    if xml.local(root) != "kombi_response" or result is None:
        raise NotMemo("the answer is no kombi_response")

    def text(*names: str) -> str:
        found = (xml.first(root, name) for name in names)
        return next(((one.text or "").strip() for one in found if one is not None and one.text), "")

    return Answer(
        ok=(result.text or "").strip().lower() in {"true", "1"},
        transmission_id=text("TransmissionID", "TransmissionId"),
        code=text("FejlKode", "FejlId", "AdvisId"),
        text=text("FejlTekst", "AdvisTekst"),
    )
