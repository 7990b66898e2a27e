"""Reports as text: renderers take a report and return text; they never print or score."""
