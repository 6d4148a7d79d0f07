"""Benchmarks: what a build costs beside its engines by themselves, and beside what people would use instead."""
