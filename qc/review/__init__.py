"""The review layer."""
