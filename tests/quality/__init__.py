"""Measures how well claims are read: `make errors`, `make calibrate`, `make peers`."""
