"""Fuzzing: whatever stands in a file of the project ends in a result or in one clear error."""
