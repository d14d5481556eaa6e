"""Results: everything that an edition says, as plain values that can be recorded and compared."""
