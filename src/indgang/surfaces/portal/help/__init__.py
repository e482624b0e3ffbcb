"""Help in one's own draft: the code to read out, who may look along, and what they propose."""
