"""The scoring rules over many sheets at once: columns of numbers instead of objects (docs/large-programmes.md)."""
