"""The reviewer's desk: one notebook with many sets of parameters, and what differs between editions."""
