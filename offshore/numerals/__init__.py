"""What printed digits can mean: intervals, qualifiers, units and currencies. Reads no file."""
