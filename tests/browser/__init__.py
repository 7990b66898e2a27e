"""Pages in a real browser. A package, so that its browser is shut down before the tests of other folders run."""
