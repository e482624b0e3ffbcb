"""The words of an import: why a row was not taken, and how a run ended."""

from enum import StrEnum

from indgang.kernel.text import Text


class RejectReason(StrEnum):
    """Why a row of a file did not become a row of the ledger: the first that holds."""

    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_FEW_COLUMNS = "too_few_columns"
    BAD_QUOTE = "bad_quote"
    NOT_THIS_ENCODING = "not_this_encoding"
    TIME_MISSING = "time_missing"
    TIME_UNREADABLE = "time_unreadable"
    TIME_AMBIGUOUS = "time_ambiguous"
    TIME_NOT_THERE = "time_not_there"
    TIME_IMPOSSIBLE = "time_impossible"
    KEY_MISSING = "key_missing"
    KEY_OF_A_PERSON = "key_of_a_person"
    KEY_TWICE = "key_twice"
    CHANNEL_UNKNOWN = "channel_unknown"
    VALUE_UNKNOWN = "value_unknown"
    SERVICE_UNKNOWN = "service_unknown"
    WEIGHT_NOT_POSITIVE = "weight_not_positive"
    MINUTES_NEGATIVE = "minutes_negative"
    NUMBER_UNREADABLE = "number_unreadable"


REASON_NAMES = {
    RejectReason.TOO_MANY_COLUMNS: Text(
        "Rækken har flere felter end overskriften. Se efter et skilletegn i en tekst uden anførselstegn.",
        "The row has more fields than the header. Look for a separator in a text without quotes.",
    ),
    RejectReason.TOO_FEW_COLUMNS: Text(
        "Rækken har færre felter end overskriften. Se efter en linje, der er skåret over.",
        "The row has fewer fields than the header. Look for a line that was cut.",
    ),
    RejectReason.BAD_QUOTE: Text(
        "Et anførselstegn bliver ikke lukket. Ret det, eller skriv et andet tegn under `quote`.",
        "A quotation mark is never closed. Mend it, or write another mark under `quote`.",
    ),
    RejectReason.NOT_THIS_ENCODING: Text(
        "Rækken kan ikke læses med filens tegnsæt. Skriv det rigtige under `encoding`.",
        "The row cannot be read in the file's encoding. Write the right one under `encoding`.",
    ),
    RejectReason.TIME_MISSING: Text("Tidspunktet mangler.", "The time is missing."),
    RejectReason.TIME_UNREADABLE: Text(
        "Tidspunktet passer ikke til formatet. Skriv formatet under `formats`.",
        "The time does not fit the format. Write the format under `formats`.",
    ),
    RejectReason.TIME_AMBIGUOUS: Text(
        "Tidspunktet findes to gange den nat, uret stilles tilbage.",
        "The time is there twice in the night when the clock goes back.",
    ),
    RejectReason.TIME_NOT_THERE: Text(
        "Tidspunktet findes ikke: uret blev stillet frem den nat.",
        "The time is not there: the clock went forward that night.",
    ),
    RejectReason.TIME_IMPOSSIBLE: Text(
        "Tidspunktet ligger før 1990 eller i fremtiden.", "The time is before 1990 or in the future."
    ),
    RejectReason.KEY_MISSING: Text("Rækkens nøgle mangler.", "The row has no key."),
    RejectReason.KEY_OF_A_PERSON: Text(
        "Nøglen ligner et CPR-nummer, og det gemmer vi ikke. Vælg en anden kolonne under `key`.",
        "The key looks like a CPR number, and those are not kept. Choose another column under `key`.",
    ),
    RejectReason.KEY_TWICE: Text(
        "Nøglen står på flere rækker i filen. Kun den første er taget med.",
        "The key stands on several rows of the file. Only the first was taken.",
    ),
    RejectReason.CHANNEL_UNKNOWN: Text(
        "Kanalen kendes ikke. Skriv ordet under `channel: values`.",
        "The channel is not known. Write the word under `channel: values`.",
    ),
    RejectReason.VALUE_UNKNOWN: Text(
        "Et ord kendes ikke. Skriv det under feltets `values`.",
        "A word is not known. Write it under the field's `values`.",
    ),
    RejectReason.SERVICE_UNKNOWN: Text(
        "Ydelsen kendes ikke. Skriv ordet under `service: values`.",
        "The service is not known. Write the word under `service: values`.",
    ),
    RejectReason.WEIGHT_NOT_POSITIVE: Text("Vægten er ikke over nul.", "The weight is not above zero."),
    RejectReason.MINUTES_NEGATIVE: Text("Tiden er under nul.", "The time is below zero."),
    RejectReason.NUMBER_UNREADABLE: Text(
        "Et tal kan ikke læses. Se efter tegnet for decimaler under `decimal`.",
        "A number cannot be read. Look at the decimal mark under `decimal`.",
    ),
}


class ImportState(StrEnum):
    """How far a run came."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DRY_RUN = "dry_run"


IMPORT_STATE_NAMES = {
    ImportState.RUNNING: Text("I gang", "Running"),
    ImportState.DONE: Text("Færdig", "Done"),
    ImportState.FAILED: Text("Stoppet", "Stopped"),
    ImportState.DRY_RUN: Text("Prøve", "Trial"),
}
