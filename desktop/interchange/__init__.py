"""Other tools' files to content.toml and back."""
