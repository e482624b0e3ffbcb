"""What is wrong with a letter."""

LETTERS = (
    (
        "`{0}` is not one of `placeholders` ({1}). Add it there, or correct it.",
        "`{0}` står ikke i `placeholders` ({1}). Skriv det der, eller ret det.",
    ),
    (
        "A single brace stands here. Write {name}, or remove it.",
        "Her står en krøllet parentes alene. Skriv {navn}, eller fjern den.",
    ),
    (
        "`{0}` is nothing that solution.yaml knows. Use a question, a term or a sentence.",
        "`{0}` kender solution.yaml ikke. Brug et spørgsmål, et navn fra `terms` eller en sætning.",
    ),
    (
        "`{0}` is no day that is known here. Use {1}, or write a date.",
        "`{0}` er ikke en dag, som vi kender her. Brug {1}, eller skriv en dato.",
    ),
    (
        "`{0}` is neither a date (2026-12-31) nor one of `placeholders`.",
        "`{0}` er hverken en dato (2026-12-31) eller et navn i `placeholders`. Ret det.",
    ),
    ("There is no solution `{0}`. There are: {1}.", "Der er ingen løsning `{0}`. Der er: {1}."),
    (
        "`{0}` is a column of the list itself. Use another name.",
        "`{0}` er en kolonne i selve listen. Brug et andet navn.",
    ),
    (
        "`of` belongs to a block of kind calculation, and is needed there.",
        "`of` hører til en blok af slagsen calculation, og der skal den stå.",
    ),
    (
        "a block of kind calculation has no `items`.",
        "en blok af slagsen calculation har ingen `items`. Fjern dem.",
    ),
    ("a block of kind {0} needs `items`.", "en blok af slagsen {0} skal have `items`. Skriv dem."),
    (
        "a block of kind {0} has a `text` and no `items`.",
        "en blok af slagsen {0} har en `text` og ingen `items`. Ret det.",
    ),
    ("write each fact as `label: value`.", "skriv hver oplysning som `navn: værdi`."),
    (
        (
            "a letter cannot lead to where people {0} yet. Write `information` with an https address, or take the "
            "action away."
        ),
        (
            "et brev kan ikke føre til betaling eller bestilling af tid endnu. Skriv `information` med en adresse, "
            "eller fjern knappen."
        ),
    ),
    (
        "`information` leads to an address that begins with https.",
        "`information` fører til en adresse, der begynder med https. Ret den.",
    ),
    ("`to` is the id of a solution, or `{0}`.", "`to` er en løsnings id eller `{0}`. Ret den."),
    (
        "the label of a button has no braces.",
        "teksten på en knap må ikke have krøllede parenteser. Fjern dem.",
    ),
    (
        "the label of a button has {0} characters at most.",
        "teksten på en knap må højst have {0} tegn. Skriv den kortere.",
    ),
)
