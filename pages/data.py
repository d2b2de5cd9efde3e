"""Files in, what they brought, and the settings."""

import streamlit as st

from ketnap.ui import history, importing, settings
from ketnap.ui.frame import page

here = page()
st.header(here._("Data"), anchor=False)
importing.upload(here)
history.waiting(here)
history.history(here)
history.answers(here)
history.templates(here)
settings.settings(here)
