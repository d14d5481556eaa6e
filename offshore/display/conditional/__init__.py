"""Sentences whose truth hangs on numbers or verdicts: which of their wordings holds, if any."""
