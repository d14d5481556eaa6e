"""The transcription: whether the tables hold what a text of the paper says, and all of it."""
