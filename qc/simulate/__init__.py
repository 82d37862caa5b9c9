"""The simulate layer."""
