"""Files in, what they brought, and the settings."""

import streamlit as st

from ketnap.ui import importing
from ketnap.ui.frame import page

here = page()
st.title(here._("Data"))
importing.upload(here)
importing.waiting(here)
importing.history(here)
importing.templates(here)
importing.settings(here)
