"""The workspace layer."""
