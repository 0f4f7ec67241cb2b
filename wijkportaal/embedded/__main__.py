"""`python -m wijkportaal.embedded`, which is what `make run` calls."""

import sys

from wijkportaal.embedded.draai import main

sys.exit(main())
