"""The catalogues of the other languages: brought up to date with English, and looked through for faults."""
