"""What we owe an answer: case, note, task and decision."""
