"""The address and dwelling registers (DAR and BBR): addresses that exist, and what may be done there."""
