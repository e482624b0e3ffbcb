"""Wiring: settings, urls, who hears which event, and the front door's commands."""
