"""Tests of the braille formats, with the real liblouis."""
