"""How the providers of each way are doing: chosen by share, left alone when they are away."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from indgang.kernel import clock
from indgang.modules.messages.models import Attempt, ProviderState
from indgang.modules.messages.rules import providers as rules
from indgang.modules.messages.rules.providers import Provider, Tries
from indgang.modules.messages.services.hand_over import providers_of
from indgang.modules.messages.vocabulary import WITH_CLAIM, AttemptEnd, Way

_BAD = Q(end__in=[AttemptEnd.UNAVAILABLE, AttemptEnd.UNKNOWN]) | Q(seconds__gt=rules.SLOW)


def _name(way: Way, provider: str) -> str:
    """The same house may bring two ways, and be away for one of them."""
    return f"{way.value}/{provider}"[:40]


def _of(row: ProviderState | None, name: str, full: int) -> Provider:
    if row is None:
        return Provider(name, full, full)
    return Provider(
        name, full, min(row.weight, full), row.opened_until, row.failures, row.waits, row.changed_at
    )


def _now_of(way: Way) -> list[Provider]:
    shares = providers_of(way)
    rows = {row.name: row for row in ProviderState.objects.filter(way=way.value)}
    return [_of(rows.get(_name(way, name)), name, full) for name, full in shares.items()]


def pick_provider(
    way: Way, key: UUID, *, not_these: tuple[str, ...] = (), only: str = ""
) -> str | datetime | None:
    """Who takes this delivery now. A moment: all rest until then. None: nobody is connected.

    `not_these` were away just now; `only` may have it already, so that no other is asked.

    One that has rested is tried by one message; whoever else asks meanwhile waits for what it finds.
    """
    now = clock.now()
    found = [one for one in _now_of(way) if only in ("", one.name)]
    if not found:
        return None
    chosen = rules.choose(found, key, now, not_these=not_these)
    if chosen is None:
        return rules.back_at(found) or now + rules.TRIAL
    if chosen.opened_until is not None and chosen.failures >= rules.OPENS_AFTER:
        trial = ProviderState.objects.filter(name=_name(way, chosen.name), opened_until=chosen.opened_until)
        if not trial.update(opened_until=now + rules.TRIAL):
            return now + rules.TRIAL
    return chosen.name


@transaction.atomic
def note_result(way: Way, provider: str, end: AttemptEnd) -> None:
    """Remember how an attempt ended. Writes only when something changes: no row for one that always answers."""
    now = clock.now()
    full = providers_of(way).get(provider, 100)
    name = _name(way, provider)
    row = ProviderState.objects.select_for_update().filter(name=name).first()
    before = _of(row, provider, full)
    after = rules.after(before, end, now)
    if after != before:
        _write(row, name, way, after, now)


def _write(row: ProviderState | None, name: str, way: Way, state: Provider, now: datetime) -> None:
    values = {
        "weight": state.weight,
        "opened_until": state.opened_until,
        "failures": state.failures,
        "waits": state.waits,
        "changed_at": state.changed_at or now,
    }
    if row is None:
        ProviderState.objects.update_or_create(name=name, defaults={"way": way.value, **values})
    else:
        ProviderState.objects.filter(pk=row.pk).update(**values)


def reweigh() -> int:
    """Move the shares by what the last 15 minutes showed. Returns how many changed. The sweep calls it."""
    now = clock.now()
    several = [way for way in sorted(WITH_CLAIM) if len(providers_of(way)) > 1]
    if not several:
        return 0
    changed = 0
    for way in several:
        tries = _tries(way, now)
        for one in _now_of(way):
            others = [tries[name] for name in providers_of(way) if name != one.name]
            new = rules.reweighed(one, tries[one.name], others, now)
            if new.weight != one.weight:
                with transaction.atomic():
                    name = _name(way, one.name)
                    row = ProviderState.objects.select_for_update().filter(name=name).first()
                    if row is None:
                        _write(None, name, way, new, now)
                    else:
                        ProviderState.objects.filter(pk=name).update(weight=new.weight, changed_at=now)
                changed += 1
    return changed


def _tries(way: Way, now: datetime) -> dict[str, Tries]:
    rows = (
        Attempt.objects.filter(began_at__gt=now - rules.WINDOW, delivery__way=way.value)
        .exclude(end="")
        .values_list("provider")
        .annotate(all=Count("pk"), bad=Count("pk", filter=_BAD))
    )
    found: dict[str, Tries] = defaultdict(Tries)
    for name, count, bad in rows:
        found[name] = Tries(count, bad)
    return found
