"""A fast, bounded-memory S3 store for OpenStack Glance.

The driver is `glance_s3_fast.store.Store`, which glance_store loads through its entry point
``s3_fast``. This package's import does nothing else: no engine is chosen, no client made and no
thread started before a store is configured and used.
"""
