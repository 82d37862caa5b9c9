"""Simulations of what the charts promise: `python -m tests.simulations`."""
