"""How easy it was: what citizens, companies and staff answered."""
