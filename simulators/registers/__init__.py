"""Public registers: people, addresses, doctors, vehicles, income, companies, schools. JSON over HTTPS."""
