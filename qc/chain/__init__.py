"""The relationship chain: pure statistics of how service becomes goodwill."""
