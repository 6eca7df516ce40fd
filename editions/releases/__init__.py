"""What a release holds beside the site: what it says of itself, and the one archive of it all."""
