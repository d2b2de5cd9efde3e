"""The meeting: slides for a projector, turned by keys."""

from ketnap.ui import parts, slides
from ketnap.ui.frame import page

here = page()
parts.needs_data(here)
slides.show(here)
