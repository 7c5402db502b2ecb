"""catalog-tool: validate, compare and print catalogs of government service matters."""

__version__ = "0.1.0"
