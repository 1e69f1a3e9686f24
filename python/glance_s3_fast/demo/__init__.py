"""The demo: an image goes into S3 and comes back through `glance_store`, on a real server."""
