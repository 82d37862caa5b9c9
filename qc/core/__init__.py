"""Values, vocabularies and errors; imports nothing else of this package."""
