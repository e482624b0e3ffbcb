"""What is wrong with a condition. The names of kinds are those that content is written with."""

CONDITIONS = (
    (
        "`{0}` means something in conditions. Choose another name.",
        "`{0}` betyder noget i betingelser. Vælg et andet navn.",
    ),
    ("this gives {0}, and {1} is needed here.", "det her giver `{0}`, og her skal der stå `{1}`. Ret det."),
    (
        "the condition has more than {0} words. Split it into named values.",
        "betingelsen har mere end {0} ord. Del den op med navne i `terms`.",
    ),
    (
        "the condition is longer than {0} characters. Split it into named values.",
        "betingelsen er længere end {0} tegn. Del den op med navne i `terms`.",
    ),
    ("the condition stops in the middle.", "betingelsen holder op på midten. Skriv resten."),
    (
        "the condition is nested too deeply. Split it into named values.",
        "betingelsen har for mange parenteser inde i hinanden. Del den op med navne i `terms`.",
    ),
    (
        (
            "the condition is too slow when its lists are long. Split it into named values, or filter a list before "
            "you go through it."
        ),
        (
            "betingelsen er for langsom, når listerne er lange. Del den op med navne i `terms`, eller sortér fra med "
            "filter, før du går listen igennem."
        ),
    ),
    (
        "more than {0} loops stand inside each other.",
        "der er mere end {0} gennemløb inde i hinanden. Del dem op.",
    ),
    (
        "lists stand more than {0} deep inside each other.",
        "der er mere end {0} lister inde i hinanden. Del dem op.",
    ),
    (
        "`{0}` (character {1}) has no meaning in a condition.",
        "`{0}` (tegn {1}) betyder ikke noget i en betingelse. Fjern det.",
    ),
    (
        "`{0}` (character {1}) is not declared. Declared names: {2}.",
        "`{0}` (tegn {1}) er ikke et navn, som løsningen har. Den har: {2}.",
    ),
    ("CEL cannot read it: {0}", "betingelsen kan ikke læses ({0}). Ret den."),
    (
        "`{0}` was expected, and `{1}` stands here (character {2}).",
        "her skal der stå `{0}`, og der står `{1}` (tegn {2}).",
    ),
    ("`{0}` was not expected (character {1}).", "`{0}` hører ikke til her (tegn {1}). Fjern det."),
    (
        "`-` needs a number, and this is {0} (character {1}).",
        "`-` skal stå foran et tal, og det her er `{0}` (tegn {1}).",
    ),
    (
        "a name was expected after the dot, and `{0}` stands here (character {1}).",
        "efter punktummet skal der stå et navn, og der står `{0}` (tegn {1}).",
    ),
    (
        "`[` is not used after a value. Use all, exists or filter (character {0}).",
        "`[` kan ikke stå efter en værdi. Brug all, exists eller filter (tegn {0}).",
    ),
    (
        "`{0}` is no field of `{1}`, which has {2} (character {3}).",
        "`{0}` findes ikke i `{1}`, som har {2} (tegn {3}).",
    ),
    ("the number is too large (character {0}).", "tallet er for stort (tegn {0}). Skriv et mindre."),
    (
        "a value was expected, and `{0}` stands here (character {1}).",
        "her skal der stå en værdi, og der står `{0}` (tegn {1}).",
    ),
    (
        "`{0}` is not used: a value that is not known makes the whole rule not known (character {1}).",
        "`{0}` bruger vi ikke: er en værdi ukendt, er hele reglen ukendt (tegn {1}). Fjern det.",
    ),
    (
        "an empty list says nothing. Use size(…) == 0 (character {0}).",
        "en tom liste siger ikke noget. Skriv size(…) == 0 (tegn {0}).",
    ),
    (
        "a list in a condition holds texts or numbers, not {0} (character {1}).",
        "en liste i en betingelse har tekster eller tal, ikke `{0}` (tegn {1}).",
    ),
    ("`{0}(…)` is not used. There are {1} (character {2}).", "`{0}(…)` findes ikke. Der er {1} (tegn {2})."),
    (
        "`{0}` cannot be asked of {1}: write {2}. A number of kroner is written kr(200). (character {3}).",
        "`{0}` kan ikke bruges på {1}. Skriv {2}. Et beløb i kroner skrives kr(200) (tegn {3}).",
    ),
    (
        "`{0}` cannot be asked of {1}: write {2}. (character {3}).",
        "`{0}` kan ikke bruges på {1}. Skriv {2} (tegn {3}).",
    ),
    ("`{0}` cannot be asked of {1} (character {2}).", "`{0}` kan ikke bruges på `{1}` (tegn {2})."),
    (
        "`{0}` needs a list, and this is {1} (character {2}).",
        "`{0}` skal have en liste, og det her er `{1}` (tegn {2}).",
    ),
    (
        "`{0}` needs a new name for each element, and `{1}` is taken (character {2}).",
        "`{0}` skal have et nyt navn til hvert element, og `{1}` er brugt (tegn {2}). Vælg et andet.",
    ),
    (
        "`{0}` needs {1}, and this is {2} (character {3}).",
        "`{0}` skal have `{1}`, og det her er `{2}` (tegn {3}).",
    ),
    (
        "`{0}` stands between {1} and {2}, and they must be of one kind (character {3}).",
        "`{0}` står mellem `{1}` og `{2}`, og de skal være af samme slags (tegn {3}).",
    ),
    (
        "`{0}` stands between money and a bare number. Write the number of kroner as kr(200) (character {1}).",
        "`{0}` står mellem et beløb og et tal. Skriv antallet af kroner som kr(200) (tegn {1}).",
    ),
    (
        "`in` needs a value on the left and a list on the right (character {0}).",
        "`in` skal have en værdi til venstre og en liste til højre (tegn {0}).",
    ),
    (
        "`{0}` cannot compare two of {1} (character {2}).",
        "`{0}` kan ikke sammenligne to af slagsen `{1}` (tegn {2}).",
    ),
    ("`{0}` cannot order {1} (character {2}).", "`{0}` kan ikke sætte `{1}` i rækkefølge (tegn {2})."),
    (
        (
            "`{0}` does not go between {1} and {2}. There are money * whole number, divide(money, whole number) and "
            "share(money, whole percent) (character {3})."
        ),
        (
            "`{0}` kan ikke stå mellem `{1}` og `{2}`. Skriv beløb * helt tal, divide(beløb, helt tal) eller "
            "share(beløb, hele procent) (tegn {3})."
        ),
    ),
    (
        "`{0}` does not go between {1} and {2} (character {3}).",
        "`{0}` kan ikke stå mellem `{1}` og `{2}` (tegn {3}).",
    ),
)
