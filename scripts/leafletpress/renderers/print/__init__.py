"""The parts of the printed leaflet: typefaces, the printed page, and the one engine that sets it.

Nothing outside `engine.py` and the modules it loads knows WeasyPrint, so that importing the renderer stays cheap.
"""
