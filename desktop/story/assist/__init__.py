"""What an editor offers: completion, definitions, quick fixes."""
