def write(draft): pass
