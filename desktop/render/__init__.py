"""The one renderer: a slide is laid out as a Frame, a Frame is painted. QtGui, no widgets."""
