"""Entry point of the dashboard: `streamlit run app.py`."""
