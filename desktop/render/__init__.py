"""The renderer lays a slide out as a Frame and paints Frames. QtGui, no widgets."""
