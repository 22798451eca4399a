"""The PowerPoint writer: text that stays text, shapes, charts, notes and steps."""
