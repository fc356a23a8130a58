"""Redaction at ingest: card data never reaches a table."""
