"""What the citizen reads of each deed in the trail, and of each purpose (tests/architecture/test_trail.py)."""

from indgang.kernel.text import Text

DEEDS = {
    "address_unmasked": Text("Så din skjulte adresse", "Saw your hidden address"),
    "call_back_reached": Text("Ringede til dig, som vi havde lovet", "Called you, as we had promised"),
    "call_back_tried": Text("Prøvede at ringe til dig", "Tried to call you"),
    "case_seen": Text("Så din sag", "Looked at your case"),
    "address_seen": Text("Så din adresse", "Looked at your address"),
    "contact_matter_chosen": Text(
        "Talte med nogen om en af dine sager", "Spoke with somebody about one of your matters"
    ),
    "contact_identified": Text(
        "Talte med dig, eller med en om dig", "Spoke with you, or with somebody about you"
    ),
    "contact_refused": Text(
        "Sagde nej til en, der spurgte om dig uden fuldmagt",
        "Said no to somebody who asked about you without a power of attorney",
    ),
    "contact_taken": Text(
        "Overtog din henvendelse fra en kollega", "Took over your call or visit from a colleague"
    ),
    "cpr_used": Text("Slog dig op med dit CPR-nummer", "Looked you up by your CPR number"),
    "draft_seen": Text("Så din kladde", "Looked at your draft"),
    "entry_begun": Text("Begyndte at skrive ind for dig", "Began to write in for you"),
    "entry_gone_on": Text("Skrev videre for dig", "Went on writing in for you"),
    "entry_saved": Text("Skrev dit svar ind for dig", "Wrote your answer in for you"),
    "entry_sent": Text("Sendte det for dig", "Sent it for you"),
    "file_seen": Text("Åbnede et bilag i din sag", "Opened a document in your case"),
    "help_asked": Text("Bad om hjælp i din kladde", "Asked for help in your draft"),
    "help_code_used": Text("Fandt din kladde med din hjælpekode", "Found your draft by your help code"),
    "help_declined": Text("Sagde nej til hjælp i din kladde", "Said no to help in your draft"),
    "help_ended": Text("Sluttede hjælpen i din kladde", "Ended the help in your draft"),
    "help_refused": Text(
        "Sagde nej til at hjælpe en med din kladde: fuldmagten rækker ikke",
        "Refused to help somebody with your draft: the power of attorney does not reach",
    ),
    "joined": Text("Begyndte at hjælpe i din kladde", "Began to help in your draft"),
    "need_declared": Text("Skrev ned, hvordan du vil have hjælp", "Wrote down how you wish to be helped"),
    "notice_address_confirmed": Text(
        "Sagde ja til korte beskeder på SMS eller e-mail", "Said yes to short notices by text or e-mail"
    ),
    "notice_address_ended": Text(
        "Stoppede korte beskeder på SMS eller e-mail", "Stopped short notices by text or e-mail"
    ),
    "notice_address_failed": Text(
        "Stoppede korte beskeder, fordi de ikke kom frem", "Stopped short notices, since they did not arrive"
    ),
    "notice_address_told": Text(
        "Skrev ned, hvor du vil have korte beskeder", "Wrote down where you want short notices"
    ),
    "need_ended": Text(
        "Skrev ned, at et af dine ønsker er slut", "Wrote down that one of your wishes is over"
    ),
    "payment_asked_back": Text("Bad om, at du får penge tilbage", "Asked for money to be given back to you"),
    "payment_billed": Text("Ville sende dig en regning", "Was to send you a bill"),
    "payment_elsewhere": Text("Skrev ned, at du har betalt", "Wrote down that you have paid"),
    "payment_charged": Text("Trak det beløb, du havde betalt", "Took the amount that you had paid"),
    "payment_let_go": Text("Gav dine penge fri uden at trække dem", "Released your money without taking it"),
    "payment_refunded": Text("Sendte penge tilbage til dig", "Sent money back to you"),
    "payment_reserved": Text("Betalte, så beløbet blev reserveret", "Paid, so that the amount was reserved"),
    "grant_recalculated": Text("Regnede et svar til dig igen", "Worked out an answer to you again"),
    "person_asked": Text("Spurgte dig om en andens anmeldelse", "Asked you about somebody else's notice"),
    "person_found": Text("Søgte og fandt dig", "Searched and found you"),
    "register_read": Text(
        "Hentede oplysninger om dig i et register", "Fetched data about you from a register"
    ),
    "login": Text("Loggede ind", "Logged in"),
    "letter_posted": Text("Sendte dig et brev med posten", "Sent you a letter by post"),
    "message_received": Text("Fik en besked fra dig", "Got a message from you"),
    "message_written": Text("Skrev til os", "Wrote to us"),
    "message_opened": Text("Åbnede en besked", "Opened a message"),
    "message_replied": Text("Svarede på en besked", "Answered a message"),
    "access_checked": Text(
        "Kontrollerede, om et opslag på dig var i orden", "Checked whether a look-up of you was in order"
    ),
    "access_revealed": Text("Så dit navn i en kontrol af opslag", "Saw your name in a check of look-ups"),
    "call_back_given": Text("Gav opkaldet til dig til en kollega", "Gave the call to you to a colleague"),
    "call_back_promised": Text("Lovede at ringe til dig", "Promised to call you"),
    "call_back_taken": Text("Tog opkaldet til dig", "Took on the call to you"),
    "case_file_added": Text("Lagde et bilag på din sag", "Added a document to your case"),
    "case_file_out": Text("Tog et bilag ud af din sag", "Took a document out of your case"),
    "case_given": Text("Gav din sag til en kollega", "Gave your case to a colleague"),
    "company_found": Text("Søgte og fandt virksomheden", "Searched and found the company"),
    "contact_given": Text("Gav din henvendelse til en kollega", "Gave your call or visit to a colleague"),
    "contact_handed_over": Text("Stillede din henvendelse videre", "Transferred your call or visit"),
    "contact_id_checked": Text("Kontrollerede, hvem vi talte med", "Checked whom we spoke with"),
    "reuse_stopped": Text(
        "Sagde nej tak til at få et svar foreslået igen", "Asked not to be offered an answer again"
    ),
    "draft_file_added": Text("Lagde en fil i en kladde", "Attached a file to a draft"),
    "draft_file_removed": Text("Fjernede en fil fra en kladde", "Removed a file from a draft"),
    "entry_file_added": Text("Lagde dit bilag ind for dig", "Added your document for you"),
    "entry_file_removed": Text(
        "Fjernede et bilag, som vi havde lagt ind for dig", "Removed a document that we had added for you"
    ),
    "entry_file_seen": Text("Åbnede dit bilag", "Opened your document"),
    "invitation_seen": Text("Så, hvad vi har spurgt dig om", "Saw what we have asked you"),
    "inbound_answered": Text("Svarede på det, du skrev", "Answered what you wrote"),
    "inbound_file_read": Text("Åbnede en fil, du sendte", "Opened a file that you sent"),
    "inbound_linked": Text("Lagde det, du skrev, på din sag", "Filed what you wrote on your case"),
    "inbound_read": Text("Læste det, du skrev", "Read what you wrote"),
    "inbound_set_aside": Text("Lagde det, du skrev, til side", "Set aside what you wrote"),
    "letter_opened_for_print": Text(
        "Åbnede et brev til dig for at printe det", "Opened a letter to you in order to print it"
    ),
    "letter_printed": Text("Printede et brev til dig", "Printed a letter to you"),
    "letter_returned": Text(
        "Skrev ned, at et brev til dig kom retur", "Wrote down that a letter to you came back"
    ),
    "letter_sent_as_letter": Text("Sendte et brev til dig med posten", "Sent a letter to you by post"),
    "letter_told_otherwise": Text(
        "Skrev ned, hvordan du fik besked", "Wrote down how you were told of a letter"
    ),
    "letter_trace_seen": Text("Så, om et brev nåede frem til dig", "Saw whether a letter reached you"),
    "letter_tried_again": Text("Prøvede at sende et brev til dig igen", "Tried to send you a letter again"),
    "letter_waits_again": Text(
        "Lagde et brev til dig tilbage, så det bliver printet igen",
        "Put a letter to you back to be printed again",
    ),
    "screen_confirmed": Text("Sagde ja på skærmen ved skranken", "Said yes on the screen at the counter"),
}

# The same deeds, when it is the citizen who did them.
OWN_DEEDS = {
    "joined": Text("Sagde ja til hjælp i din kladde", "Said yes to help in your draft"),
    "help_ended": Text("Stoppede hjælpen i din kladde", "Stopped the help in your draft"),
}

PURPOSES = {
    "afgørelse": Text("afgørelse", "decision"),
    "aktliste": Text("sagens dokumenter", "documents of the case"),
    "automatisk afgørelse": Text("automatisk afgørelse", "automatic decision"),
    "fritagelse for Digital Post": Text("fritagelse for Digital Post", "exemption from Digital Post"),
    "afvist at oplyse om borgeren": Text("passe på dine oplysninger", "protecting your data"),
    "citizen": Text("du ville det", "it was your wish"),
    "clerk": Text("der var ikke brug for mere hjælp", "no more help was needed"),
    "contact": Text("samtalen var slut", "the conversation was over"),
    "draft": Text("kladden er lukket", "the draft is closed"),
    "hjælp, som borgeren bad om": Text("hjælp, som du bad om", "help that you asked for"),
    "hjælp, som borgeren sagde ja til": Text("hjælp, som du sagde ja til", "help that you said yes to"),
    "ringe tilbage": Text("ringe tilbage", "calling back"),
    "se adressen under en henvendelse": Text(
        "se adressen, mens vi talte med dig", "seeing the address during your call"
    ),
    "se, om den, der svarer for en anden, selv er med i sagen": Text(
        "se, om du selv er med i sagen, når du svarer for en anden",
        "seeing whether you are part of the case when you answer for somebody",
    ),
    "se, om adressen er beskyttet": Text(
        "se, om din adresse er beskyttet", "seeing whether your address is protected"
    ),
    "se, om en adresse er blevet skjult": Text(
        "se, om adressen på et bevis er blevet skjult",
        "seeing whether the address on a paper has been hidden",
    ),
    "se, om du har Digital Post": Text("se, om du har Digital Post", "seeing whether you have Digital Post"),
    "sende Digital Post": Text("sende dig Digital Post", "sending you Digital Post"),
    "sende et brev på papir": Text("sende dig et brev på papir", "sending you a letter on paper"),
    "spørge den, som en anmeldelse også handler om": Text(
        "spørge den, som en anmeldelse også handler om", "asking the one whom a notice concerns too"
    ),
    "svare på en henvendelse": Text("svare på en henvendelse", "answering a call or visit"),
    "læse post til enheden": Text("læse post til os", "reading post to us"),
    "se, om et brev nåede frem": Text("se, om et brev nåede frem", "seeing whether a letter arrived"),
    "Valgt på siden": Text("få brevet frem til dig", "getting the letter to you"),
    "læse et bilag": Text("læse et bilag", "reading a document"),
    "læse et brev": Text("læse et brev", "reading a letter"),
    "skrive en ansøgning ind": Text(
        "skrive det ind for dig, som du bad om", "writing in for you, as you asked"
    ),
    "sagsbehandling": Text("sagsbehandling", "handling the case"),
    "selvbetjening": Text("selvbetjening", "self-service"),
    "fordele arbejdet": Text("fordele arbejdet", "sharing out the work"),
    "kontrol af opslag": Text(
        "kontrollere, at vi kun slår op, når vi har brug for det",
        "checking that we only look up what we need",
    ),
    "give borgeren et brev på papir": Text("give dig et brev på papir", "giving you a letter on paper"),
    "hjælpe en, som vi har spurgt": Text("hjælpe dig med at svare", "helping you to answer"),
    "menneskelig kontrol": Text("et menneske ser på afgørelsen", "a person looks at the decision"),
    "skrive et svar ind": Text("skrive dit svar ind", "writing your answer in"),
    "spørge andre": Text("spørge andre i sagen", "asking others in the case"),
    "svar i en andens sag": Text("svar i en andens sag", "an answer in somebody else's case"),
    "stikprøve": Text(
        "kontrollere et automatisk svar, som lodtrækningen faldt på",
        "checking an automatic answer drawn by lot",
    ),
    "hvad nu hvis": Text(
        "se, hvad der ville ændre svaret på din sag", "seeing what would change the answer to your case"
    ),
    "regne en bevilling igen": Text("se, om svaret til dig passer", "seeing whether your answer still fits"),
    "taget op af kommunen": Text("taget op af kommunen", "taken up by the municipality"),
    "rettet": Text("du rettede det, du havde sendt", "you corrected what you had sent"),
    "trukket tilbage": Text("trukket tilbage", "withdrawn"),
}
