"""Catalogs as workbooks: which sheets and columns the schemas make, and the way in and out."""
