"""The image as it is built and run, read out of the files that say how."""
