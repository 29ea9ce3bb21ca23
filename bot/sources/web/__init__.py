"""What `webpage.py` reads a page with: declarations, tree, prose, and why it may be no article."""
