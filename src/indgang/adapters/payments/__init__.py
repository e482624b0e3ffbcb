"""Payments: an amount is reserved on a page that is not ours, and charged or let go by us (Nexi Checkout)."""
