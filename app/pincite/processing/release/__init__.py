"""Un-prints a release: from the words on its pages to the messages that were printed."""
