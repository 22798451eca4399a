"""The page that layouts fill: grid, columns of slots, marks, foot."""
