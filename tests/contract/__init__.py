"""What both engines promise, on a real S3 server."""
