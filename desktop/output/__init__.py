"""The writers export a story to files: PDF, PNG, SVG. No dialogs."""
