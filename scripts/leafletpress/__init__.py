"""leafletpress: one leaflet, every language, every format, in step with one another."""

__version__ = "0.1.0"
