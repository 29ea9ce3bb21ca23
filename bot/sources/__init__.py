"""Where articles come from. One file for each kind of source."""
