"""What makes a demo alive: its people, and weeks of matters that they have had with the municipality."""
