"""How new what the public pages show is: one version for all of it, written down by the database itself."""
