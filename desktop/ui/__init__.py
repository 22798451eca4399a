"""The windows: the only package that knows widgets and pyqtgraph."""
