"""Exports a story as one web page, in one file.

`write` gathers the parts: `article` says each slide in words, `drawing` draws it, `fonts` holds the letters that are
used, `page_body` and `page` make one document of them. The scripts and the style are files of
`parts/`, read as they are.
"""
