"""Portfolios that people sent: kept as folders, worked on in processes; read `keeping.py` first."""
