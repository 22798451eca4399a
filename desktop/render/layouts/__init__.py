"""The layouts turn a slide into a Frame: a module for each family of layouts."""
