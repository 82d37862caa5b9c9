"""The spc layer."""
