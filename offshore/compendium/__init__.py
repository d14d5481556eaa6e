"""The compendium: where its parts are, how its files are read, and how errors are worded."""
