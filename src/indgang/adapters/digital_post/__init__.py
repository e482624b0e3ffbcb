"""Digital Post, NemSMS and remote print (SF1601), and the register of who is exempt from Digital Post."""
