"""The reviewer's desk: many sets of parameters, and what differs between editions."""
