"""The only part that knows Streamlit: the frame with menu and filters, the parts of a page, the import."""
