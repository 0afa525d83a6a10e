"""Makes tests/ importable, so that tests in its folders share what is made by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
