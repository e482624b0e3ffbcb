"""A citizen fills in a solution: begin, step by step, check and send, receipt."""
