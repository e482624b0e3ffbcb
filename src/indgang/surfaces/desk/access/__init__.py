"""Who looked up whom: the check that the law asks for, by an administrator."""
