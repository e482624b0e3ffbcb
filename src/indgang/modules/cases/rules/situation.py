"""The sentence "what happens now?": one place, the same on the page, on the telephone and in the letter."""

from dataclasses import dataclass
from datetime import date

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import CaseState, Complaint, Outcome

S = CaseState
NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Situation:
    """What the sentence "what happens now?" depends on."""

    state: CaseState
    unit: Text
    phone: str
    due: date
    reply_by: date | None = None
    decided_on: date | None = None
    outcome: Outcome | None = None
    complaint: Complaint | None = None
    asked_on: date | None = None
    withdrawn_on: date | None = None
    review: bool = False
    """The party wants a person to look at the decision, by `due`."""
    waits_for: Text = NOTHING
    """What a case waits for that waits for no answer of anybody, as a sentence."""
    hearing: bool = False
    """The party may say something before we answer; they need not."""


def _say(danish: str, english: str, **values: Text | str) -> Text:
    def part(value: Text | str, language: str) -> str:
        if isinstance(value, str):
            return value
        return value.en or value.da if language == "en" else value.da

    return Text(
        danish.format(**{name: part(value, "da") for name, value in values.items()}),
        english.format(**{name: part(value, "en") for name, value in values.items()}),
    )


_YES = {
    Outcome.GRANTED: ("Du fik ja {decided}.", "You got a yes on {decided}."),
    Outcome.PART_GRANTED: ("Du fik ja til en del {decided}.", "You got a yes to a part on {decided}."),
    Outcome.REFUSED: ("Du fik nej {decided}.", "You got a no on {decided}."),
}


def _in_review(at: Situation, first: Text, today: date) -> Text:
    """The decision stands while a person looks at it."""
    due = long_date(at.due)
    if today <= at.due:
        return _say(
            "{first} Det gælder stadig. En medarbejder ser på svaret og skriver til dig senest {due}.",
            "{first} It still holds. A person is looking at the answer and will write to you by {due}.",
            first=first,
            due=due,
        )
    return _say(
        "{first} Det gælder stadig. Vi er forsinkede. En medarbejder skulle have set på svaret senest {due}. "
        "Ring til {unit} på {phone}.",
        "{first} It still holds. We are late. A person should have looked at the answer by {due}. "
        "Call us on {phone} ({unit}).",
        first=first,
        due=due,
        unit=at.unit,
        phone=at.phone,
    )


def _in_hearing(at: Situation, reply_by: date, today: date) -> Text:
    """Silence is no fault here: afterwards it is our turn."""
    until = long_date(reply_by)
    if today <= reply_by:
        return _say(
            "Vi har skrevet, hvad vi bygger på. Er du ikke enig, så svar senest {until}. Så svarer vi på sagen.",
            "We have written what we build on. If you disagree, answer by {until}. Then we answer the case.",
            until=until,
        )
    return _say(
        "Du kunne svare til og med {until}. Nu afgør vi sagen. Ring til {unit} på {phone}, hvis du vil sige noget.",
        "You could answer until {until}. Now we decide the case. Call us on {phone} to say something ({unit}).",
        until=until,
        unit=at.unit,
        phone=at.phone,
    )


def what_happens_now(at: Situation, today: date) -> Text:
    """One sentence or two, always with a date: the same on the page, on the telephone and in the letter."""
    if at.state is S.DECIDED and at.outcome and at.decided_on:
        first = _say(*_YES[at.outcome], decided=long_date(at.decided_on))
        if at.review:
            return _in_review(at, first, today)
        if at.complaint is None:
            return _say(
                "{first} Du skal ikke gøre mere.", "{first} You need not do anything more.", first=first
            )
        until = long_date(at.complaint.until)
        if today <= at.complaint.until:
            return _say(
                "{first} Du kan klage. Vi skal have din klage senest {until}.",
                "{first} You can complain. We must have your complaint by {until}.",
                first=first,
                until=until,
            )
        return _say(
            "{first} Fristen for at klage var {until}.",
            "{first} The deadline for complaints was {until}.",
            first=first,
            until=until,
        )
    if at.state is S.WAITING and at.reply_by and at.hearing:
        return _in_hearing(at, at.reply_by, today)
    if at.state is S.WAITING and at.reply_by:
        until = long_date(at.reply_by)
        if today <= at.reply_by:
            return _say(
                "Vi mangler et svar fra dig. Send det senest {until}.",
                "We need an answer from you. Send it by {until}.",
                until=until,
            )
        return _say(
            "Vi bad om et svar senest {until}, men har ikke fået det. Send det nu, "
            "eller ring til os på {phone}. Ellers afgør vi sagen med det, vi har.",
            "We asked for an answer by {until} and have not had it. Send it now, or call us on {phone}. "
            "Otherwise we decide with what we have.",
            until=until,
            phone=at.phone,
        )
    if at.state is S.WITHDRAWN and at.withdrawn_on:
        return _say(
            "Du trak sagen tilbage {day}. Du skal ikke gøre mere.",
            "You withdrew the case on {day}. You need not do anything more.",
            day=long_date(at.withdrawn_on),
        )
    if at.state is S.OTHERS and at.reply_by and today <= at.reply_by and at.waits_for:
        return _say(
            "{what} Du får svar senest {until}. Du skal ikke gøre noget.",
            "{what} You will have an answer by {until}. You need not do anything.",
            what=at.waits_for,
            until=long_date(at.reply_by),
        )
    if at.state is S.OTHERS and at.reply_by and today <= at.reply_by:
        return _say(
            "Vi venter på svar fra andre. De skal svare senest {until}. Du skal ikke gøre noget.",
            "We are waiting for others to answer, by {until}. You need not do anything.",
            until=long_date(at.reply_by),
        )
    due = long_date(at.due)
    if today > at.due:
        return _say(
            "Vi er forsinkede. Du skulle have haft svar senest {due}. Ring til {unit} på {phone}.",
            "We are late. You should have had an answer by {due}. Call us on {phone} ({unit}).",
            due=due,
            unit=at.unit,
            phone=at.phone,
        )
    if at.state is S.OPEN:
        return _say(
            "{unit} ser på din sag. Du får svar senest {due}.",
            "We are looking at your case ({unit}). You will have an answer by {due}.",
            unit=at.unit,
            due=due,
        )
    return _say(
        "Vi har fået din sag. {unit} svarer dig senest {due}.",
        "We have received your case. We will answer you by {due} ({unit}).",
        unit=at.unit,
        due=due,
    )
