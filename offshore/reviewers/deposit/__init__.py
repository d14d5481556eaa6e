"""The deposit: code, data, results and where they come from, in one archive for a repository."""
