"""What was paid for a case, and money that is given back."""
