"""Files in, what they brought, and the settings."""

import streamlit as st

from ketnap.ui import importing
from ketnap.ui.frame import page

here = page()
st.header(here._("Data"), anchor=False)
importing.upload(here)
importing.waiting(here)
importing.history(here)
importing.templates(here)
importing.settings(here)
