"""The population register (CPR): people, who lives where, and who holds custody."""
