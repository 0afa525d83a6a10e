"""Pages: records as HTML."""
