"""What is down, who said so, and how to go on without the systems."""
