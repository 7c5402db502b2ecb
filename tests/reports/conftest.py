"""Reports of `diff` are tested over the catalogs that tests of comparing build."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "compare"))
