"""The form that takes a part of the rows: period, service, department, entrance, audience, channel, exempt."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import AUDIENCE_NAMES, Audience
from indgang.modules.identity import selectors as identity
from indgang.modules.strategy.vocabulary import BadCut, Cut
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.steering.figures.lines import channel_name
from indgang.surfaces.steering.reach import Seen
from indgang.surfaces.steering.reading import CUT_WORDS, read_cut

LONGEST = 80


def asked(query: Mapping[str, str]) -> tuple[Cut, str]:
    """The cut in an address, and what is wrong with it: then nothing is cut, and the form keeps what was typed."""
    try:
        return read_cut(query), ""
    except BadCut as problem:
        return Cut(), str(problem)


def fields(query: Mapping[str, str], batch: str, seen: Seen) -> list[Field]:
    """The form's fields with what was typed. Of our own rows one chooses among what one may see; services,
    departments and entrances of other rows are the source's words, so they are typed."""
    own = batch == contacts.live_batch_name()
    return [
        _text(query, "since", _("Fra og med"), _("År, måned og dag, sådan: 2026-03-31")),
        _text(query, "until", _("Til, men ikke med"), _("Sådan: 2026-04-30")),
        _choice(query, "service", _("Ydelse"), _services(seen))
        if own
        else _text(query, "service", _("Ydelse")),
        _choice(query, "department", _("Forvaltning"), _departments(seen))
        if own
        else _text(query, "department", _("Forvaltning")),
        _choice(query, "entrance", _("Indgang"), _entrances(seen))
        if own
        else _text(query, "entrance", _("Indgang")),
        _choice(
            query, "audience", _("Målgruppe"), [Option(one.value, AUDIENCE_NAMES[one]) for one in Audience]
        ),
        _choice(query, "channel", _("Kanal"), [Option(one.value, channel_name(one)) for one in Channel]),
        _choice(
            query,
            "exempt",
            _("Fritaget for Digital Post"),
            [Option("yes", _("Kun de fritagne")), Option("no", _("Kun de andre"))],
        ),
    ]


def _typed(query: Mapping[str, str], name: str) -> str:
    return query.get(CUT_WORDS[name], "")[:LONGEST]


def _text(query: Mapping[str, str], name: str, label: str, hint: str = "") -> Field:
    word = CUT_WORDS[name]
    return Field(word, label, value=_typed(query, name), hint=hint, required=False, width=20)


def _choice(query: Mapping[str, str], name: str, label: str, options: list[Option]) -> Field:
    """What was chosen stays chosen, also when the list does not have it any more: then it says so."""
    value = _typed(query, name)
    if value and value not in {one.value for one in options}:
        options = [Option(value, _("%(code)s (kender vi ikke)") % {"code": value}), *options]
    return Field(
        CUT_WORDS[name],
        label,
        kind="select",
        value=value,
        options=options,
        required=False,
    )


def _services(seen: Seen) -> list[Option]:
    found = sorted(catalogue.services().values(), key=lambda one: str(one.name))
    return [Option(one.id, one.name) for one in found if seen.sees_service(one.id)]


def _departments(seen: Seen) -> list[Option]:
    return [Option(id, name) for id, name in identity.departments().items() if seen.sees_department(id)]


def _entrances(seen: Seen) -> list[Option]:
    return [Option(one.id, one.name) for one in channels.entrances() if seen.sees_entrance(one.id)]
