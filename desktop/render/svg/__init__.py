"""SVG pictures: what of them is drawn, and what drawing costs."""
