"""What we say: outbox, delivery and letter templates."""
