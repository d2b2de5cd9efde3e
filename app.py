"""The dashboard: streamlit run app.py."""

from ketnap.ui.frame import frame

frame()
