"""What each verb of the ``editions`` command takes, a module each.

Such a module offers ``declare(verb)``, which declares arguments and sets ``run``.  It imports
nothing but what that needs, so that ``--help`` is there at once.
"""
