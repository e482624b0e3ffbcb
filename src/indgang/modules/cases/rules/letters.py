"""The letter that carries a decision: the prepared text, and all that the law wants around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Complaint, Fact, Finding, Outcome
from indgang.modules.messages.vocabulary import Block, Letter

_RESULT = {
    Outcome.GRANTED: Text("Vi siger ja.", "We say yes."),
    Outcome.PART_GRANTED: Text("Vi siger ja til en del.", "We say yes to a part."),
    Outcome.REFUSED: Text("Vi siger nej.", "We say no."),
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs. `name` is the caseworker's; empty for an automatic decision."""

    unit: Text
    phone: str
    municipality: str
    name: str = ""


def _fill(da: str, en: str, **values: str | Text) -> Text:
    def part(value: str | Text, language: str) -> str:
        if isinstance(value, str):
            return value
        return value.en or value.da if language == "en" else value.da

    return Text(
        da.format(**{name: part(value, "da") for name, value in values.items()}),
        en.format(**{name: part(value, "en") for name, value in values.items()}),
    )


def _heading(da: str, en: str) -> Block:
    return Block("heading", Text(da, en))


def default_letter(title: Text, outcome: Outcome) -> Letter:
    """What is said when nobody prepared a letter."""
    subject = _fill("Svar på din sag: {title}", "Answer to your case: {title}", title=title)
    return Letter(subject, (Block("result", _RESULT[outcome]),))


def result_first(letter: Letter, outcome: Outcome) -> Letter:
    """The same letter with its result at the top; one is made when it has none."""
    results = tuple(block for block in letter.blocks if block.kind == "result")
    rest = tuple(block for block in letter.blocks if block.kind != "result")
    return replace(letter, blocks=(results or (Block("result", _RESULT[outcome]),)) + rest)


def _reasons(reasons: str, paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    blocks = (_heading("Derfor", "Why"), Block("text", Text(reasons)))
    if not paragraphs:
        return blocks
    rules = tuple(Text(paragraph) for paragraph in paragraphs)
    return (*blocks, Block("list", Text("Vi har brugt disse regler:", "We used these rules:"), rules))


def _by_rules(finding: Finding, sender: Sender) -> tuple[Block, ...]:
    """An automatic decision says so, says how it was made, and how to reach a person (GDPR article 22)."""
    because = tuple(
        _fill(
            "{because} ({paragraph})",
            "{because} ({paragraph})",
            because=rule.because,
            paragraph=rule.paragraph,
        )
        if rule.paragraph
        else rule.because
        for rule in finding.matched
    )
    intro = Text(
        "Vores system afgjorde sagen efter faste regler, og du fik ja til det hele. Det så på dette:",
        "Our system decided the case by fixed rules, and you got all that you asked for. It looked at this:",
    )
    human = _fill(
        "Vil du have et menneske til at se på svaret? Bed om det på din side hos os. "
        "Ring til {unit} på {phone}, hvis det er lettere.",
        "Do you want a person to look at the answer? Ask for it on your page with us. "
        "Call us on {phone} if that is easier ({unit}).",
        unit=sender.unit,
        phone=sender.phone,
    )
    return (
        _heading("Sådan blev det afgjort", "How it was decided"),
        Block("list", intro, because),
        Block("text", human),
    )


def _complaint(complaint: Complaint, sender: Sender) -> tuple[Block, ...]:
    """Who, how, until when (forvaltningsloven § 25)."""
    how = _fill(
        "Er du ikke enig, kan du klage. Skriv til {unit}, {municipality}. Vi skal have din klage senest {until}. "
        "Vi ser først på sagen igen. Holder vi fast, sender vi klagen til {body}, som afgør den.",
        "If you disagree you can complain. Write to us at {unit}, {municipality}. We must have your "
        "complaint by {until}. We first look at the case again. If we keep to our decision, we send the "
        "complaint to {body}, which decides it.",
        unit=sender.unit,
        municipality=sender.municipality,
        until=long_date(complaint.until),
        body=complaint.body,
    )
    return (_heading("Sådan klager du", "How to complain"), Block("text", how))


def _signature(sender: Sender) -> Block:
    lines = [sender.name] if sender.name else []
    end = [f"{sender.municipality}", f"{sender.phone}"]
    return Block(
        "text",
        Text(
            "\n".join(["Venlig hilsen", *lines, sender.unit.da, end[0], f"Telefon {end[1]}"]),
            "\n".join(
                ["Kind regards", *lines, sender.unit.en or sender.unit.da, end[0], f"Telephone {end[1]}"]
            ),
        ),
    )


def decision_letter(
    *,
    letter: Letter,
    outcome: Outcome,
    finding: Finding,
    reasons: str,
    now_what: Text,
    complaint: Complaint | None,
    sender: Sender,
    automatic: bool,
    legal_rules: tuple[str, ...] = (),
) -> Letter:
    """The whole letter: result, facts, reasons, what happens now, complaint guidance, signature.

    A full grant has neither reasons nor complaint guidance (forvaltningsloven §§ 22 and 25).
    """
    letter = result_first(letter, outcome)
    blocks = list(letter.blocks)
    if complaint is not None:
        blocks.extend(_reasons(reasons, legal_rules))
    if automatic:
        blocks.extend(_by_rules(finding, sender))
    blocks.extend((_heading("Hvad sker der nu?", "What happens now?"), Block("text", now_what)))
    if complaint is not None:
        blocks.extend(_complaint(complaint, sender))
    blocks.append(_signature(sender))
    return replace(letter, blocks=tuple(blocks))


def question_letter(*, title: Text, question: str, reply_by: date, now_what: Text, sender: Sender) -> Letter:
    """The letter that asks the party for something."""
    day = long_date(reply_by)
    return Letter(
        _fill("Vi mangler et svar: {title}", "We need an answer: {title}", title=title),
        (
            Block("result", _fill("Svar os senest {day}.", "Answer us by {day}.", day=day)),
            _heading("Det vil vi vide", "What we want to know"),
            Block("text", Text(question)),
            _heading("Hvad sker der nu?", "What happens now?"),
            Block("text", now_what),
            Block(
                "text",
                _fill(
                    "Du kan svare på din side hos os. Du kan også ringe til {unit} på {phone}.",
                    "You can answer on your page with us. You can also call us on {phone} ({unit}).",
                    unit=sender.unit,
                    phone=sender.phone,
                ),
            ),
            _signature(sender),
        ),
    )


_BEFORE = {
    Outcome.PART_GRANTED: Text(
        "Vi er på vej til at sige ja til kun en del.", "We are about to say yes to only a part."
    ),
    Outcome.REFUSED: Text("Vi er på vej til at sige nej.", "We are about to say no."),
}


def hearing_letter(
    *,
    title: Text,
    outcome: Outcome,
    facts: Sequence[Fact],
    reasons: str,
    answer_by: date,
    now_what: Text,
    sender: Sender,
) -> Letter:
    """What the party is shown before we say no (forvaltningsloven § 19): the facts with their sources, and the reasons
    as they stand. `outcome` is what we are about to decide: a part grant or a refusal.
    """
    day = long_date(answer_by)
    rows = tuple(
        _fill("{label}: {value} ({source})", "{label}: {value} ({source})", **_parts(fact))
        if fact.source
        else _fill("{label}: {value}", "{label}: {value}", **_parts(fact))
        for fact in facts
    )
    result = _fill(
        "{before} Du kan svare senest {day}.",
        "{before} You can answer by {day}.",
        before=_BEFORE[outcome],
        day=day,
    )
    intro = Text(
        "Det her står i vores papirer, og du har måske ikke set det:",
        "This stands in our papers, and you may not have seen it:",
    )
    return Letter(
        _fill("Før vi svarer dig: {title}", "Before we answer you: {title}", title=title),
        (
            Block("result", result),
            *((_heading("Det bygger vi på", "What we build on"), Block("list", intro, rows)) if rows else ()),
            _heading("Sådan ser vi på det nu", "How we see it now"),
            Block("text", Text(reasons)),
            _heading("Hvad kan du gøre?", "What can you do?"),
            Block(
                "text",
                _fill(
                    "Er noget forkert, eller mangler vi noget, så skriv det på din side hos os. Du kan også ringe til "
                    "{unit} på {phone}. Du behøver ikke svare.",
                    "If something is wrong or missing, write it on your page with us. You can also call us on {phone} "
                    "({unit}). You need not answer.",
                    unit=sender.unit,
                    phone=sender.phone,
                ),
            ),
            _heading("Hvad sker der nu?", "What happens now?"),
            Block("text", now_what),
            _signature(sender),
        ),
    )


def _parts(fact: Fact) -> dict[str, str | Text]:
    return {"label": fact.label, "value": fact.value, "source": fact.source}


def review_letter(*, title: Text, text: str, sender: Sender) -> Letter:
    """What a person answers who looked at an automatic decision and keeps it."""
    return Letter(
        _fill(
            "Vi har set på svaret igen: {title}", "We have looked at the answer again: {title}", title=title
        ),
        (
            Block("result", Text("Svaret gælder stadig.", "The answer still holds.")),
            Block("text", Text(text)),
            _signature(sender),
        ),
    )


def follow_up_letter(*, title: Text, text: Text, sender: Sender) -> Letter:
    """What we tell the party afterwards."""
    return Letter(
        title, (Block("result", title), *((Block("text", text),) if text else ()), _signature(sender))
    )
