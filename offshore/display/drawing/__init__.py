"""Drawing: colours and sizes, and the shapes and labels that seaborn lacks."""
