"""What every content file is told: how YAML is written, and what its shape is."""

FILES = (
    ("The file cannot be read. Check that it is there.", "Filen kan ikke læses. Se efter, om den er der."),
    ("The file cannot be read as UTF-8.", "Filen er ikke UTF-8. Gem den som UTF-8."),
    ("The file is missing. Write it.", "Filen mangler. Skriv den."),
    ("The file is larger than {0} bytes. Split it.", "Filen er større end {0} bytes. Del den op."),
    ("The file is empty.", "Filen er tom. Skriv noget i den."),
    ("This is not UTF-8. Save the file as UTF-8.", "Det her er ikke UTF-8. Gem filen som UTF-8."),
    ("More than {0} levels. Make it flatter.", "Der er mere end {0} niveauer. Gør det fladere."),
    (
        "Anchors and aliases are not used. Write it out.",
        "Ankre og henvisninger (& og *) bruger vi ikke. Skriv teksten helt ud.",
    ),
    ("This is not YAML: {0:s}.", "Det her er ikke YAML: {0}."),
    ("This is not YAML: {0}.", "Det her er ikke YAML ({0}). Se på linjen og den over."),
    ("A key must be plain text.", "En nøgle skal være almindelig tekst. Ret den."),
    ("`{0}` stands here twice. Keep one of them.", "`{0}` står her to gange. Behold den ene."),
    ("`{0}` stands here twice. Keep one.", "`{0}` står her to gange. Behold den ene."),
    (
        "`{0}` is not known here. Remove it, or correct the spelling.",
        "`{0}` kender vi ikke her. Fjern det, eller ret stavemåden.",
    ),
    ("`{0}` is missing. Add it.", "`{0}` mangler. Skriv den."),
    ("`{0}` is `{1}`. Write {2:or}.", "`{0}` er `{1}`. Skriv {2}."),
    ("`{0}`: {1:s}", "`{0}`: {1}"),
    ("write yes or no.", "skriv yes eller no."),
    ("write at least one.", "skriv mindst én."),
    (
        "write a date between 1900 and 2200, as 2026-01-31.",
        "skriv en dato mellem 1900 og 2200, for eksempel 2026-01-31.",
    ),
    # As the checker of shapes says it, with a small first letter.
    ("input should be a valid string.", "skriv en tekst her."),
    (
        "input should be a valid dictionary or instance of {0}.",
        "her skal der stå nøgler med værdier, for eksempel `da:` og `en:`.",
    ),
    ("input should be a valid dictionary.", "her skal der stå nøgler med værdier."),
    ("input should be a valid tuple.", "her skal der stå en liste. Begynd hver linje med en streg (-)."),
    ("input should be a valid list.", "her skal der stå en liste. Begynd hver linje med en streg (-)."),
    ("string should match pattern '{0}'.", "det er ikke skrevet, som det skal. Det skal passe til `{0}`."),
    ("string should have at least {0} character.", "der skal stå mindst {0} tegn. Skriv noget."),
    ("string should have at least {0} characters.", "der skal stå mindst {0} tegn. Skriv mere."),
    ("string should have at most {0} character.", "der må højst stå {0} tegn. Skriv det kortere."),
    ("string should have at most {0} characters.", "der må højst stå {0} tegn. Skriv det kortere."),
    (
        "tuple should have at least {0} item after validation, not {1}.",
        "der skal stå mindst {0}, og der er {1}. Skriv flere.",
    ),
    (
        "tuple should have at least {0} items after validation, not {1}.",
        "der skal stå mindst {0}, og der er {1}. Skriv flere.",
    ),
    (
        "tuple should have at most {0} items after validation, not {1}.",
        "der må højst stå {0}, og der er {1}. Tag nogle ud.",
    ),
    (
        "tuple should have at most {0} item after validation, not {1}.",
        "der må højst stå {0}, og der er {1}. Tag nogle ud.",
    ),
    ("input should be a valid integer, unable to parse string as an integer.", "skriv et helt tal."),
    ("input should be a valid integer, {0}.", "skriv et helt tal."),
    ("input should be a valid integer.", "skriv et helt tal."),
    ("input should be a valid number, unable to parse string as a number.", "skriv et tal med punktum."),
    ("input should be a valid decimal.", "skriv et tal med punktum, for eksempel 12.50."),
    ("input should be a valid boolean, unable to interpret input.", "skriv yes eller no."),
    ("input should be a valid boolean.", "skriv yes eller no."),
    (
        "input should be a valid date or datetime, {0}.",
        "skriv en dato, for eksempel 2026-01-31.",
    ),
    ("input should be a valid date, {0}.", "skriv en dato, for eksempel 2026-01-31."),
    (
        "input should be a valid date in the format YYYY-MM-DD, {0}.",
        "skriv en dato, for eksempel 2026-01-31.",
    ),
    ("input should be greater than or equal to {0}.", "skriv et tal, der er mindst {0}."),
    ("input should be greater than {0}.", "skriv et tal, der er større end {0}."),
    ("input should be less than or equal to {0}.", "skriv et tal, der er højst {0}."),
    ("input should be less than {0}.", "skriv et tal, der er mindre end {0}."),
    # As the reader of YAML says it.
    (
        "mapping values are not allowed here",
        "der står et kolon midt i en tekst, eller linjen er rykket forkert ind. Sæt teksten i anførselstegn",
    ),
    (
        "mapping values are not allowed in this context",
        "der står et kolon midt i en tekst, eller linjen er rykket forkert ind. Sæt teksten i anførselstegn",
    ),
    ("could not find expected ':'", "der mangler et kolon efter en nøgle. Skriv det"),
    ("did not find expected key", "linjen er ikke rykket ind som de andre. Ret indrykningen"),
    ("did not find expected '-' indicator", "der mangler en streg (-) foran. Skriv den"),
    ("did not find expected node content", "der mangler en værdi. Skriv den"),
    ("did not find expected ',' or '}'", "der mangler et komma eller en }. Skriv det, der mangler"),
    ("did not find expected ',' or ']'", "der mangler et komma eller en ]. Skriv det, der mangler"),
    (
        "did not find expected <document start>",
        "der står noget foran eller bagefter, som ikke hører til. Fjern det",
    ),
    (
        "found character that cannot start any token",
        "en linje begynder med et tegn, som YAML ikke læser, for eksempel en tabulator. Brug mellemrum",
    ),
    (
        "found a tab character that violates indentation",
        "linjen er rykket ind med en tabulator. Brug mellemrum",
    ),
    (
        "found a tab character where an indentation space is expected",
        "linjen er rykket ind med en tabulator. Brug mellemrum",
    ),
    ("found unexpected end of stream", "et anførselstegn eller en parentes bliver ikke lukket. Luk den"),
    (
        "found unknown escape character",
        "der står en omvendt skråstreg i anførselstegn. Skriv to, eller ingen",
    ),
    (
        "control characters are not allowed",
        "der er et tegn, som man ikke kan se. Slet det, og skriv linjen igen",
    ),
    (
        "block sequence entries are not allowed in this context",
        "der står en streg (-), hvor den ikke hører til",
    ),
    (
        "unacceptable character #x{0}: special characters are not allowed",
        "der er et tegn, som ikke kan læses. Slet det",
    ),
)
