"""The intake layer."""
