"""The reviewer's desk: one notebook with many sets of parameters."""
