"""What is wrong with a solution: its parts, what it names in the municipality's pack, and its zip file."""

SOLUTIONS = (
    (
        "`{0}` is the name of something else too. Choose another.",
        "`{0}` er også navnet på noget andet. Vælg et andet.",
    ),
    (
        "`{0}` is the name of something else too. Inside a group it is the row.",
        "`{0}` er også navnet på noget andet. I en gruppe er det rækken. Giv det andet et nyt navn.",
    ),
    (
        "`{0}` names nothing that is declared. Correct it.",
        "`{0}` er ikke et navn, som løsningen har. Ret stavemåden, eller skriv det først.",
    ),
    (
        "`{0}` is not in `tells`. The one who is asked may not see it.",
        "`{0}` står ikke i `tells`. Den, der bliver spurgt, må ikke se det. Tag det ud, eller skriv det i `tells`.",
    ),
    (
        "`{0}` is not in `tells`. Who gets this letter may not see it.",
        "`{0}` står ikke i `tells`. Den, der får brevet, må ikke se det. Tag det ud, eller skriv det i `tells`.",
    ),
    ("`{0}` is no fact. Use one of: {1}.", "`{0}` er ikke en oplysning i `facts`. Brug en af dem her: {1}."),
    (
        "`{0}` is no whole parameter. Use one of: {1}.",
        "`{0}` er ikke en parameter af slagsen whole. Brug en af dem her: {1}.",
    ),
    ("`{0}` is no parameter. Use one of: {1}.", "`{0}` er ikke en parameter. Brug en af dem her: {1}."),
    ("`{0}` is no look-up. Use one of: {1}.", "`{0}` er ikke et opslag. Brug et af dem her: {1}."),
    (
        "`{0}` is no file in letters/. Use one of: {1}.",
        "`{0}` er ikke en fil i letters/. Brug en af dem her: {1}.",
    ),
    ("`{0}` is no row. Use one of: {1}.", "`{0}` er ikke en række. Brug en af dem her: {1}."),
    ("`{0}` is no {1}. Use one of: {2}.", "`{0}` findes ikke her. Brug en af dem her: {2}."),
    (
        "`{0}` is no list to choose from: its rows need a ref and a name.",
        "`{0}` er ikke en liste, man kan vælge fra. Rækkerne skal have `ref` og `name`. Vælg en anden.",
    ),
    ("write yes, no or soft.", "skriv yes, no eller soft."),
    (
        "`choices` belongs to the kind choice, and is needed there.",
        "`choices` hører til slagsen choice, og der skal den stå.",
    ),
    (
        "`from` belongs to the kinds {0}, and is needed there.",
        "`from` hører til slagsene {0}, og der skal den stå.",
    ),
    ("`prefill` does not go with the kind {0}.", "`prefill` går ikke sammen med slagsen {0}. Fjern den."),
    ("`reuse` does not go with the kind {0}.", "`reuse` går ikke sammen med slagsen {0}. Fjern den."),
    ("`max_length` belongs to the kind text.", "`max_length` hører til slagsen text. Fjern den."),
    (
        "A question of the kind {0} cannot stand in a group.",
        "Et spørgsmål af slagsen {0} kan ikke stå i en gruppe. Flyt det ud.",
    ),
    (
        "`prefill` and `reuse` do not go with a group.",
        "`prefill` og `reuse` går ikke sammen med en gruppe. Fjern dem.",
    ),
    (
        "An `id` stands twice among the questions. Choose another.",
        "Et `id` står to gange blandt spørgsmålene. Vælg et andet.",
    ),
    (
        "`soft` is what a step says when a question of `required: soft` is not answered.",
        "`soft` er det, et trin siger, når der mangler svar på et spørgsmål med `required: soft`. Skriv begge.",
    ),
    (
        "`{0}` is what a row is called inside a group. Choose another name.",
        "`{0}` er navnet på en række i en gruppe. Vælg et andet navn.",
    ),
    (
        "No more than {0} rows are kept. Write a smaller number.",
        "Vi gemmer højst {0} rækker. Skriv et mindre tal.",
    ),
    (
        "`max` must be at least 1 and no smaller than `min`.",
        "`max` skal være mindst 1 og ikke mindre end `min`. Ret tallet.",
    ),
    (
        "`{0}` and `{1}` are too long together. Shorten one.",
        "`{0}` og `{1}` er for lange tilsammen. Gør det ene kortere.",
    ),
    (
        "`otherwise` belongs to rules of outcome granted, and is needed there.",
        "`otherwise` hører til regler med `outcome: granted`, og der skal den stå.",
    ),
    ("`{0}` stands twice. Choose another.", "`{0}` står to gange. Vælg et andet."),
    ("An `id` stands twice. Choose another.", "Et `id` står to gange. Vælg et andet."),
    ("A `value` stands twice. Choose another.", "En `value` står to gange. Vælg en anden."),
    ("One of `choices` must mean yes.", "Et af svarene i `choices` skal betyde ja: `means: yes`."),
    (
        "`{0}` is asked with {1}; `{2}` does not fit.",
        "`{0}` skal spørges med {1}. `{2}` passer ikke. Ret `ask`.",
    ),
    (
        "`{0}` is not {1}, which `{2}` must be.",
        "`{0}` er ikke `{1}`, og det skal `{2}` være. Brug et andet navn.",
    ),
    (
        "This needs the rate `{0}`, which is not above it. Put it above, or use another name.",
        "Den her bruger satsen `{0}`, som ikke står over den. Flyt den op, eller brug et andet navn.",
    ),
    (
        "`{0}` is no list of records. Write the name of one.",
        "`{0}` er ikke en liste med felter. Skriv navnet på en.",
    ),
    ("`{0}` is no text. Write the name of one.", "`{0}` er ikke en tekst. Skriv navnet på en."),
    (
        "No fact looks up `{0}`, so no rule learns the answers. Add one.",
        "Intet i `facts` slår `{0}` op, så ingen regel får svarene. Skriv en.",
    ),
    (
        "`{0}` needs `notes`, which say where and who. Add it.",
        "`{0}` skal bruge `notes`, som siger hvor og hvem. Skriv den.",
    ),
    (
        "These are no register marks. Write a list of them.",
        "Det her er ikke mærker fra et register. Skriv en liste af dem, for eksempel children.map(c, c.ref).",
    ),
    (
        "`{0}` stands in a folder of another name.",
        "`{0}` ligger i en mappe med et andet navn. Giv dem samme navn.",
    ),
    (
        "`id` is missing or no name. Write small letters, digits and hyphens, at most {0}.",
        "`id` mangler eller er ikke et navn. Skriv små bogstaver, tal og bindestreger, højst {0} tegn.",
    ),
    # A file of many.
    (
        "A file of many is sent by companies. Add company to `parties` and `grounds`.",
        "En fil med mange bliver sendt af firmaer. Skriv company i `parties` og `grounds`.",
    ),
    (
        "`many` does not go with `payment`: each row would have to be paid by itself.",
        "`many` går ikke sammen med `payment`: hver række skulle betales for sig. Fjern den ene.",
    ),
    ("Write a number from 1 to {0}.", "Skriv et tal fra 1 til {0}."),
    ("`{0}` is no question. Write the id of one.", "`{0}` er ikke et spørgsmål. Skriv et `id` på et."),
    (
        "A question of the kind {0} cannot be a column. Leave it out.",
        "Et spørgsmål af slagsen {0} kan ikke være en kolonne. Tag det ud.",
    ),
    (
        "A period needs two columns, one with `part: from` and one with `part: to`.",
        "En periode skal have to kolonner: en med `part: from` og en med `part: to`. Skriv begge.",
    ),
    (
        "`part` belongs to questions of the kind period. Leave it out.",
        "`part` hører til spørgsmål af slagsen period. Tag den ud.",
    ),
    (
        "Another column has that name. Choose one that differs.",
        "En anden kolonne har det navn. Vælg et andet.",
    ),
    ("`{0}` has a column already.", "`{0}` har en kolonne i forvejen. Behold den ene."),
    (
        "`{0}` needs a column for the other end of the period, too.",
        "`{0}` skal også have en kolonne til den anden ende af perioden. Skriv den.",
    ),
    (
        "`{0}` must be answered, and has no column. Add one.",
        "`{0}` skal besvares og har ingen kolonne. Skriv en.",
    ),
    # Claims, a round, a grant that is worked out again.
    (
        "A {0} has no order. Write a yes or no, a number, an amount or a day.",
        "En `{0}` har ingen rækkefølge. Skriv et ja eller nej, et tal, et beløb eller en dag.",
    ),
    ("This needs `{0}` itself. Write it without.", "Det her bruger selve `{0}`. Skriv det uden."),
    (
        "`claims` needs `notes`, which say whom it is about. Add it.",
        "`claims` skal bruge `notes`, som siger, hvem det drejer sig om. Skriv den.",
    ),
    (
        "`paragraph` must name the law with its §: a no by it is signed with these words.",
        "`paragraph` skal nævne loven med sin §: et nej bliver skrevet under med de ord.",
    ),
    (
        "`{0}` is not {1}, which `{2}` must be here.",
        "`{0}` er ikke `{1}`, og det skal `{2}` være her. Brug et andet navn.",
    ),
    (
        "`{0}` is {1}. Compare a whole number or money.",
        "`{0}` er `{1}`. Sammenlign et helt tal eller et beløb.",
    ),
    (
        "`{0}` needs `claims`, which says what is kept. Add it.",
        "`{0}` skal bruge `claims`, som siger, hvad der bliver gemt. Skriv den.",
    ),
    (
        "With `claims`, look up `{0}` instead of `notices`.",
        "Når løsningen har `claims`, så slå `{0}` op i stedet for `notices`.",
    ),
    ("`{0}` is no date. Write the name of one.", "`{0}` er ikke en dag. Skriv navnet på en."),
    ("`{0}` is no money. Add up a line that is.", "`{0}` er ikke et beløb. Læg en linje sammen, der er."),
    (
        "`{0}` is no parameter of kind whole. Declare it.",
        "`{0}` er ikke en parameter af slagsen whole. Skriv den i `parameters`.",
    ),
    (
        "A certificate is withdrawn by its holder. Take `ends` away, or give a licence.",
        "Et bevis bliver trukket tilbage af den, der har det. Fjern `ends`, eller giv en licens.",
    ),
    (
        "A move is found by the address. Write `marks: { address: … }`.",
        "En flytning bliver fundet på adressen. Skriv `marks: { address: … }`.",
    ),
    (
        "A stranger is not told what came out. Remove it, or `stranger`.",
        "En fremmed får ikke at vide, hvad der kom ud af det. Fjern det, eller fjern `stranger`.",
    ),
    (
        "Nothing is filled in here. Write it out, without braces.",
        "Her bliver intet sat ind. Skriv det helt ud, uden krøllede parenteser.",
    ),
    (
        "With `stranger: yes` somebody with a hidden address counts as silent. Silence cannot be a yes there.",
        "Med `stranger: yes` tæller en med skjult adresse som tavs. Så kan tavshed ikke være et ja. Fjern den ene.",
    ),
    (
        "`remind` says when, and `renew` what. Write both, or neither.",
        "`remind` siger hvornår, og `renew` siger hvad. Skriv begge, eller ingen af dem.",
    ),
    (
        "municipality.yaml hands it over, and there is no `national` that says where to. Add it.",
        "municipality.yaml fører den videre, og der er ingen `national`, som siger hvorhen. Skriv den.",
    ),
    # What stands in the municipality's pack.
    (
        "`{0}` is not in parameters.yaml. Add it there, with status missing at least.",
        "`{0}` står ikke i parameters.yaml. Skriv den der, mindst med status missing.",
    ),
    ("`{0}` is not in parameters.yaml. Add it there.", "`{0}` står ikke i parameters.yaml. Skriv den der."),
    (
        "`{0}` is no unit of organisation.yaml.",
        "`{0}` er ikke en enhed i organisation.yaml. Skriv en, der er.",
    ),
    (
        "`{0}` is no unit of organisation.yaml. Name it in `receivers`, with a label.",
        "`{0}` er ikke en enhed i organisation.yaml. Skriv den i `receivers` med et `label`.",
    ),
    (
        "`{0}` is no service of the catalogue.",
        "`{0}` er ikke en ydelse i kataloget. Ret navnet, eller skriv ydelsen først.",
    ),
    # The zip file.
    (
        "The zip file is larger than {0} bytes. Pack the solution's folder alone.",
        "Zip-filen er større end {0} bytes. Pak kun løsningens mappe.",
    ),
    (
        "This is no zip file that can be read. Pack the folder again.",
        "Det her er ikke en zip-fil, som kan læses. Pak mappen igen.",
    ),
    (
        "There are more than {0} files. Pack the solution's folder alone.",
        "Der er mere end {0} filer. Pak kun løsningens mappe.",
    ),
    ("The file is there twice. Keep one of them.", "Filen er der to gange. Behold den ene."),
    (
        "The files stand in several folders. Pack one solution alone.",
        "Filerne ligger i flere mapper. Pak én løsning ad gangen.",
    ),
    (
        "solution.yaml is missing. Pack the solution's folder.",
        "solution.yaml mangler. Pak løsningens mappe.",
    ),
    ("The file is locked with a password. Pack it without.", "Filen er låst med en kode. Pak den uden."),
    (
        "This is a link and no file. Pack the file itself.",
        "Det her er en genvej og ikke en fil. Pak selve filen.",
    ),
    (
        "The file is packed in a way that is not read here. Use an ordinary zip file.",
        "Filen er pakket på en måde, som vi ikke læser. Brug en almindelig zip-fil.",
    ),
    (
        "A solution has solution.yaml, examples.yaml, README.md and letters/*.yaml. Take this out.",
        "En løsning har solution.yaml, examples.yaml, README.md og letters/*.yaml. Tag den her ud.",
    ),
)
