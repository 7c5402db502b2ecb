"""The only package that touches users' files: what a catalog consists of, reading, writing."""

from catalog_tool.store.listing import CatalogFolder, find_catalogs, first_yaml, is_in_catalog, list_catalog
from catalog_tool.store.reading import SourceFile, Stamp, read_source, read_stamped, shown_name
from catalog_tool.store.writing import copy_folder, write_file

__all__ = [
    "CatalogFolder",
    "SourceFile",
    "Stamp",
    "copy_folder",
    "find_catalogs",
    "first_yaml",
    "is_in_catalog",
    "list_catalog",
    "read_source",
    "read_stamped",
    "shown_name",
    "write_file",
]
