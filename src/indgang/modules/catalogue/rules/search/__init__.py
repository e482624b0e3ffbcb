"""Finding a service in everyday words: plain functions over the catalogue's own words.

`words` cuts text into words, `stems` brings inflected words together, `compounds` takes long words apart,
`index` counts what stands where, `match` says which known words a typed word may mean, `ask` ranks.
"""
