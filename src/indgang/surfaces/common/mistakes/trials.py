"""What is wrong with a worked case, and what came out otherwise than it says."""

TRIALS = (
    ("errors are {0}, and {1} was expected.", "fejlene er {0}, og eksemplet siger {1}."),
    ("the way ends at {0}, and {1} was expected.", "vejen ender ved {0}, og eksemplet siger {1}."),
    ("sensitive is yes, and the other was expected.", "sagen er skjult, og eksemplet siger det modsatte."),
    (
        "sensitive is no, and the other was expected.",
        "sagen er ikke skjult, og eksemplet siger det modsatte.",
    ),
    ("outcome is {0}, and {1} was expected.", "udfaldet er {0}, og eksemplet siger {1}."),
    ("matched is {0}, and {1} was expected.", "de regler, der holdt, er {0}, og eksemplet siger {1}."),
    ("unresolved is {0}, and {1} was expected.", "de uafklarede regler er {0}, og eksemplet siger {1}."),
    ("asks is {0}, and {1} was expected.", "de, der bliver spurgt, er {0}, og eksemplet siger {1}."),
    ("follow_ups is {0}, and {1} was expected.", "det, der følger, er {0}, og eksemplet siger {1}."),
    (
        "the first answer is {0}, and only what was granted is worked out again.",
        "det første svar er {0}, og kun det, der er bevilget, bliver regnet igen.",
    ),
    ("{0} is {1}, and {2} was expected.", "{0} er {1}, og eksemplet siger {2}."),
    (
        "`{0}` is not known here. Write today, party, facts and answers.",
        "`{0}` kender vi ikke her. Skriv today, party, facts og answers.",
    ),
    ("`today`: write a date as 2026-11-21.", "`today`: skriv en dato som 2026-11-21."),
    (
        "`party`: write a person's id, or {person, ground} with a ground such as self or mandate.",
        "`party`: skriv en persons id, eller {person, ground} med en grund som self eller mandate.",
    ),
    (
        "`party`: only a demo's people can be named. Leave it out, and hand in the facts.",
        "`party`: kun demoens personer kan nævnes. Lad den være tom, og skriv oplysningerne i `facts`.",
    ),
    (
        "`party`: `{0}` is nobody in the demo's people.yaml.",
        "`party`: `{0}` er ingen i demoens people.yaml. Skriv en, der er.",
    ),
    ("`facts`: write an object with facts by name.", "`facts`: skriv oplysninger med navn og værdi."),
    ("`facts`: `{0}` is no fact. Use {1}.", "`facts`: `{0}` er ikke en oplysning. Brug {1}."),
    ("`answers`: write an object with answers by question.", "`answers`: skriv svar med spørgsmål og værdi."),
    ("`answers`: `{0}` is no question. Use {1}.", "`answers`: `{0}` er ikke et spørgsmål. Brug {1}."),
    (
        "`answers`: `{0}` is asked several times. Write a list of rows with answers.",
        "`answers`: `{0}` bliver spurgt flere gange. Skriv en liste af rækker med svar.",
    ),
    (
        "`answers`: `{0}` is no question of `{1}`.",
        "`answers`: `{0}` er ikke et spørgsmål i `{1}`. Ret navnet.",
    ),
    (
        "`answers`: `{0}` is a list of files. Write their names.",
        "`answers`: `{0}` er en liste af filer. Skriv deres navne.",
    ),
)
