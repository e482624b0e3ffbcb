"""What drives benefits: the factors of a guide, our own answers, and municipalities beside each other."""
