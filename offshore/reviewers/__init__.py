"""The reviewer's desk: sweeps, comparing, explaining, verifying, and workbooks with formulas."""
