"""The command line `offshore`."""
