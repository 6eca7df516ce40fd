"""Gettext catalogs: read strictly, compiled aside, merged without loss."""
