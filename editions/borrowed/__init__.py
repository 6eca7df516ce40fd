"""What leans on private or undocumented parts of libraries: one module a library.

A module lists its parts and the versions that they were seen in.  A part that has moved is an
error that says so, or a feature that is switched off and reported; it is never an
``AttributeError`` somewhere in the package.
"""
