"""The database: what is stored is the truth, and everything else can be rebuilt from it."""
