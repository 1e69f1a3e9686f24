"""Measures the driver side by side with the stock one. ``python -m benchmarks list`` to begin."""
