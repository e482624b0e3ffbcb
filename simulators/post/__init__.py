"""Digital Post and remote print as Serviceplatformen offers them (SF1601). Its own process; see ../README.md."""
