"""Figures in, words out: one file a page. No markup and no layout."""
