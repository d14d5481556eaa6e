def write(draft, verdicts, numbers): pass
