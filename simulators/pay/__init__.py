"""A payment house: Nexi Checkout's Payment API and its payment page."""
