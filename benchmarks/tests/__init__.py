"""The suite's own tests: ``pytest benchmarks``. None of them looks at a clock."""
