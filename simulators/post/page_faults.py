"""Faults that somebody can switch on and off in the demo, to see that nothing is lost."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulators.post.accepting import Counter
from simulators.post.html import Page, Reply, frame, go, safe

if TYPE_CHECKING:
    from simulators.post.pages import Form


@dataclass(frozen=True)
class Choice:
    """One thing that can go wrong: its name in the form, what it says, and the fault."""

    name: str
    words: str
    fault: dict[str, Any]


CHOICES = (
    Choice("nede", "Posten svarer slet ikke", {"down": True}),
    Choice("langsom", "Posten er tre sekunder om at svare", {"slow_seconds": 3}),
    Choice("fejl", "Posten svarer med fejl (503)", {"http": 503}),
    Choice("intet-svar", "Posten tager imod, men svarer ikke første gang", {"no_answer": {"times": 1}}),
    Choice("nøgle", "Kommunen kan ikke få en nøgle til posten", {"token": "500"}),
    Choice("certifikat", "Posten viser et forkert certifikat", {"certificate": "other"}),
    Choice("tabt", "Der kommer ingen kvitteringer", {"lost": True}),
    Choice("dobbelt", "Hver kvittering kommer to gange", {"receipt": {"twice": True}}),
    Choice("omvendt", "Kvitteringer kommer i forkert rækkefølge", {"receipt": {"reversed": True}}),
    Choice("sen", "Kvitteringer kommer et minut for sent", {"receipt": {"delay_seconds": 60}}),
    Choice("før", "Kvitteringen kommer, før posten har svaret", {"receipt": {"before_answer": True}}),
    Choice("afvist", "Posten tager imod, men leverer ikke", {"receipt": {"fail": "DP-1001"}}),
    Choice("retur", "Breve på papir kommer retur med det samme", {"returned": {"after_seconds": 5}}),
)


def show(counter: Counter) -> Reply:
    on = counter.faults.all()
    boxes = "".join(
        f'<label><input type="checkbox" name="{choice.name}"{" checked" if _is_on(choice, on) else ""}> '
        f"{safe(choice.words)}</label>"
        for choice in CHOICES
    )
    return Reply(
        frame(
            Page(
                "Fejl",
                "<p>Slå fejl til, og se, hvad kommunen gør. Intet brev må gå tabt.</p>"
                '<form method="post"><fieldset><legend>Hvad skal gå galt?</legend>'
                f'{boxes}</fieldset><button type="submit">Gem</button></form>',
            )
        )
    )


def _is_on(choice: Choice, on: dict[str, Any]) -> bool:
    for name, fault in choice.fault.items():
        now = on.get(name)
        if isinstance(fault, dict):
            if not isinstance(now, dict) or any(now.get(key) != value for key, value in fault.items()):
                return False
        elif now != fault:
            return False
    return True


def change(counter: Counter, form: "Form") -> Reply:
    """Put the chosen ones into the file of faults; several about receipts are one fault with several members."""
    faults: dict[str, Any] = {}
    for choice in CHOICES:
        if choice.name in form.fields:
            for name, fault in choice.fault.items():
                faults[name] = {**faults.get(name, {}), **fault} if isinstance(fault, dict) else fault
    path = counter.house.faults
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(faults), encoding="utf-8")
    whole.replace(path)
    return go("/fejl/")
