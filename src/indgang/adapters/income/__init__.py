"""The income register (eIndkomst): what employers have reported, month by month."""
