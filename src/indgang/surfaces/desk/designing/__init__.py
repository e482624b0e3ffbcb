"""Solutions for whoever designs them: what is asked, what decides, what it rests on, and what is different."""
