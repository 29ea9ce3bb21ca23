"""Articles: the values every room passes on, and how a raw text becomes one. Pure."""
