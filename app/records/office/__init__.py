"""Word and PDF files that come in: opened in a process of their own, and turned into HTML for the parser."""
