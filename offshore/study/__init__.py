"""The economics: pure functions of tables and numbers; reads no file and draws nothing."""
