"""Pictures of every screen, light and dark, desktop and phone: `make screenshots`.

They are to be looked at, one by one. Add yours to one of the modules `screens_…`.
"""
