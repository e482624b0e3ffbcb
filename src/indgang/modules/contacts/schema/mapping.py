"""The shape of a mapping: how the columns of somebody's file become rows of the ledger.

docs/designers/mappings.md explains every word for those who write one.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from indgang.kernel.shapes import AtLeastOne, Bilingual, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Document, Place, Problem, Shape, load_document, parse
from indgang.modules.channels.vocabulary import Channel, Level
from indgang.modules.contacts.vocabulary import Audience, Direction, Handling, Kind, Outcome, Quality

REJECT = "reject"
THE_REST = "the_rest"

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]
OneMark = Annotated[str, StringConstraints(min_length=1, max_length=1)]
Code = re.compile(r"^[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå _./-]{0,59}$")
"""What may stand in the ledger as an entrance, a department or a service: a code, never a sentence."""

# The words of each field, the one for a cell that says nothing, and how long the ledger's column is.
FIELDS: dict[str, type[StrEnum]] = {
    "channel": Channel,
    "kind": Kind,
    "outcome": Outcome,
    "direction": Direction,
    "handling": Handling,
    "audience": Audience,
    "level": Level,
    "quality": Quality,
}
CODES: dict[str, int] = {"entrance": 60, "department": 20, "service": 60}
UNSAID: dict[str, str] = {
    "channel": REJECT,
    "kind": Kind.UNKNOWN,
    "outcome": Outcome.UNKNOWN,
    "direction": Direction.IN,
    "handling": Handling.UNKNOWN,
    "audience": Audience.UNKNOWN,
    "level": "",
    "quality": Quality.COUNTED,
    "entrance": "",
    "department": "",
    "service": "",
    "exempt": "",
}


def _encoding(name: str) -> str:
    if name == "auto":
        return name
    try:
        # some names are no alphabets (base64), and some are none of a whole file (idna)
        io.TextIOWrapper(io.BytesIO(b"a\n\xff\xfe"), encoding=name, errors="replace").read()
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise ValueError("write auto, utf-8, latin-1, cp1252 or utf-16.") from None


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("write a time zone as Europe/Copenhagen.") from None
    return name


def _time_format(text: str) -> str:
    if "%Y" not in text and "%y" not in text and text != "iso":
        raise ValueError("write a format with a year, as %Y-%m-%d %H:%M:%S, or iso.")
    if re.search(r"%(?!-?[ymdHIMSj]|[YfpbBzZaA%])", text.replace("%%", "")):
        raise ValueError("use only %Y %y %m %d %H %I %M %S %f %p %b %B %z.")
    return text


class MunicipalityShape(Shape):
    """Whose contacts they are: those of two municipalities are never added up."""

    id: Annotated[Slug, Field(max_length=40)]
    name: Words


class FormatShape(Shape):
    """How the file is written. `header` is the line of the column names, counted from 1."""

    kind: Literal["auto", "csv", "excel", "parquet"] = "auto"
    encoding: Annotated[str, AfterValidator(_encoding)] = "auto"
    separator: str = "auto"
    quote: OneMark = '"'
    sheet: str = ""
    header: Annotated[int, Field(ge=1, le=1000)] = 1
    decimal: Literal[".", ","] = "."

    @model_validator(mode="after")
    def _one_separator(self) -> "FormatShape":
        if self.separator not in ("auto", "tab") and len(self.separator) != 1:
            raise ValueError('write separator as auto, tab, or one mark such as ";".')
        return self


class TimeShape(Shape):
    """When the contact was. `zone` is the clock on the wall where it was noted."""

    column: Column
    formats: Annotated[tuple[Annotated[str, AfterValidator(_time_format)], ...], AtLeastOne]
    zone: Annotated[str, AfterValidator(_zone)]
    offset: Literal["obey", "ignore"] = "obey"
    unclear: Literal["reject", "time_unreliable"] = "reject"


class ValueShape(Shape):
    """The same word for every row, or a column with what its words mean."""

    always: str | None = None
    column: Column | None = None
    by: Literal["values", "code", "name"] = "values"
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "ValueShape":
        if (self.always is None) == (self.column is None):
            raise ValueError("write either `always` or `column`.")
        if self.always is not None and (self.values or self.otherwise is not None):
            raise ValueError("`always` stands alone: remove `values` and `otherwise`.")
        if self.column is not None and self.by == "values" and not self.values:
            raise ValueError("write under `values` what each word of the column means.")
        if self.by != "values" and self.values:
            raise ValueError(f"`by: {self.by}` needs no `values`. Remove one of them.")
        return self


class NumberShape(Shape):
    """A column of numbers, or the same number for every row; the ledger has four decimals."""

    column: Column | None = None
    always: Annotated[float, Field(ge=0.0001, le=10_000_000)] | None = None
    unit: Literal["minutes", "seconds"] = "minutes"

    @model_validator(mode="after")
    def _one_way(self) -> "NumberShape":
        if (self.always is None) == (self.column is None):
            raise ValueError("write either `always` or `column`.")
        return self


class PartyShape(Shape):
    """The column that says who it was. What stands in it never reaches the ledger."""

    column: Column


class MappingShape(Shape):
    """A mapping file."""

    id: Slug
    series: Slug | None = None
    title: Bilingual
    municipality: MunicipalityShape
    counting_rule: Bilingual
    knows_channels: YesNo = True
    document: str = ""
    format: FormatShape = FormatShape()
    key: Column | None = None
    time: TimeShape
    channel: ValueShape
    kind: ValueShape | None = None
    outcome: ValueShape | None = None
    direction: ValueShape | None = None
    handling: ValueShape | None = None
    audience: ValueShape | None = None
    level: ValueShape | None = None
    quality: ValueShape | None = None
    exempt: ValueShape | None = None
    entrance: ValueShape | None = None
    department: ValueShape | None = None
    service: ValueShape | None = None
    minutes: NumberShape | None = None
    weight: NumberShape | None = None
    party: PartyShape | None = None
    drop: tuple[Column, ...] | Literal["the_rest"] = ()


@dataclass(frozen=True)
class Mapping:
    """A mapping that was read and checked, with the text it was read from."""

    shape: MappingShape
    text: str

    @property
    def id(self) -> str:
        return self.shape.id

    @property
    def series(self) -> str:
        """Where the batches go. Two forms of one source may share a series."""
        return self.shape.series or self.shape.id

    @property
    def hash(self) -> str:
        """SHA-256 of the text: another text may read the same file to other rows."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def rule_hash(self) -> str:
        """What the counting rule says, as 64 hexadecimal digits: another rule is another series."""
        rule = self.shape.counting_rule
        return sha256(f"{rule.da}\n{rule.en}\n{self.shape.knows_channels}".encode()).hexdigest()

    def values(self) -> dict[str, ValueShape]:
        """The fields that take words, those that the mapping names."""
        names = (*FIELDS, "exempt", *CODES)
        found = {name: getattr(self.shape, name) for name in names}
        return {name: shape for name, shape in found.items() if shape is not None}

    def columns(self) -> dict[str, str]:
        """The columns that are used, by role (`time`, `channel`, `key`, …)."""
        shape = self.shape
        found = {"key": shape.key, "time": shape.time.column}
        found |= {name: value.column for name, value in self.values().items()}
        for role in ("minutes", "weight", "party"):
            number = getattr(shape, role)
            found[role] = None if number is None else number.column
        return {role: column for role, column in found.items() if column is not None}

    def drops(self, column: str) -> bool:
        return self.shape.drop == THE_REST or column in self.shape.drop


def read_mapping(path: Path) -> Mapping:
    """Read and check a mapping. Raises ContentError with every problem, file and line."""
    document = load_document(path)
    return _checked(document, path.read_text(encoding="utf-8"))


def parse_mapping(text: str, name: str) -> Mapping:
    """As `read_mapping`, from text that stands somewhere else; `name` is what errors call it."""
    return _checked(parse(text, name), text)


def _checked(document: Document, text: str) -> Mapping:
    mapping = Mapping(document.as_shape(MappingShape), text)
    problems = [*_words(document, mapping), *_roles(document, mapping)]
    if problems:
        raise ContentError(problems)
    return mapping


def _known(field: str) -> tuple[str, ...]:
    if field == "exempt":
        return ("yes", "no", "")
    return (*(str(word) for word in FIELDS[field]), *([""] if field == "level" else []))


def _words(document: Document, mapping: Mapping) -> Iterator[Problem]:
    """Words that the ledger does not have, and codes that are too long or no code at all."""
    for field, shape in mapping.values().items():
        written: list[tuple[Place, str]] = [
            ((field, "values", word), to) for word, to in shape.values.items()
        ]
        written += [
            ((field, name), to)
            for name in ("always", "otherwise")
            if (to := getattr(shape, name)) is not None
        ]
        for place, to in written:
            if to == REJECT and place[-1] == "otherwise":
                continue
            if field in CODES:
                if to and (not Code.match(to) or len(to) > CODES[field]):
                    sentence = f"`{to}` is no code. Write at most {CODES[field]} letters and digits."
                    yield document.problem(place, sentence)
            elif to not in _known(field):
                yield document.problem(
                    place,
                    f"`{to}` is no {field} that the ledger knows. Write {', '.join(filter(None, _known(field)))}.",
                )
        if field not in CODES and shape.by != "values":
            yield document.problem(
                (field, "by"), f"`by: {shape.by}` is for a service, an entrance or a department."
            )
        if field != "service" and shape.by == "name":
            yield document.problem((field, "by"), "`by: name` is for a service.")


def _roles(document: Document, mapping: Mapping) -> Iterator[Problem]:
    """A column that is both used and dropped, and a party without a service."""
    used = set(mapping.columns().values())
    if mapping.shape.drop != THE_REST:
        for number, column in enumerate(mapping.shape.drop):
            if column in used:
                yield document.problem(
                    ("drop", number), f"`{column}` is used above. Remove it here, or there."
                )
    weight = mapping.shape.weight
    if weight is not None and weight.unit != "minutes":
        yield document.problem(("weight", "unit"), "A weight has no unit. Remove it.")
    party = mapping.shape.party
    if party is not None and list(mapping.columns().values()).count(party.column) > 1:
        yield document.problem(
            ("party", "column"), f"`{party.column}` says who it was: use it for nothing else."
        )
