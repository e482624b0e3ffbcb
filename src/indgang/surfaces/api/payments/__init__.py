"""What the payment house tells us: that something happened to a payment."""
