"""Channels, entrances, opening hours, price sheets, channel plans and availability."""
