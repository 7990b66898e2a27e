"""The same for very many sheets: columns of numbers instead of objects (docs/large-programmes.md)."""
