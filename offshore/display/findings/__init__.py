"""What the audit found, in words: verdicts, marks of numbers, and what could pass unseen."""
