//! `_native.Client`: the store's operations, each with the GIL let go while it waits.

use std::future::Future;
use std::sync::Arc;

use pyo3::prelude::*;

use super::download::Download;
use crate::client::{Live, S3};
use crate::config::Config;
use crate::download;
use crate::error::{Failure, Result};
use crate::upload::Upload;

/// A store's connection. Frozen: threads share it, and a forked child finds nothing borrowed.
#[pyclass(frozen, module = "glance_s3_fast._native")]
pub struct Client {
    s3: Arc<S3>,
}

impl Client {
    fn call<T, F>(&self, py: Python<'_>, request: impl FnOnce(Arc<S3>, Arc<Live>) -> F) -> Result<T>
    where
        T: Send,
        F: Future<Output = std::result::Result<T, Failure>> + Send,
    {
        let live = self.s3.live(py)?;
        let process = Arc::clone(&live.process);
        Ok(process.wait(py, request(Arc::clone(&self.s3), live))??)
    }
}

#[pymethods]
impl Client {
    #[new]
    fn new(config: Config, credentials: Py<PyAny>) -> Result<Self> {
        let s3 = Arc::new(S3::new(config, credentials)?);
        Ok(Self { s3 })
    }

    /// Uploads what `source` gives; `(size_bytes, parts)`.
    #[expect(clippy::too_many_arguments, reason = "they are Python's")]
    #[pyo3(signature = (bucket, key, source, size_bytes, hashers, verifier))]
    fn put<'py>(
        &self,
        py: Python<'py>,
        bucket: &str,
        key: &str,
        source: &Bound<'py, PyAny>,
        size_bytes: Option<u64>,
        hashers: Vec<Py<PyAny>>,
        verifier: Option<Bound<'py, PyAny>>,
    ) -> Result<(u64, usize)> {
        let s3 = Arc::clone(&self.s3);
        let place = (bucket, key);
        let upload = Upload::new(py, s3, place, source, size_bytes, hashers, verifier)?;
        let outcome = upload.run()?;
        Ok((outcome.size_bytes, outcome.parts))
    }

    /// Opens a download; a missing object is found here, before the first chunk.
    #[pyo3(signature = (bucket, key, offset, length, chunk_bytes))]
    fn get(
        &self,
        py: Python<'_>,
        bucket: String,
        key: String,
        offset: u64,
        length: Option<u64>,
        chunk_bytes: usize,
    ) -> Result<Download> {
        let opened = self.call(py, |s3, live| {
            download::open(s3, live, bucket, key, offset, length)
        })?;
        Ok(Download::new(opened, self.s3.live(py)?, chunk_bytes))
    }

    /// The object's size in bytes.
    fn head(&self, py: Python<'_>, bucket: &str, key: &str) -> Result<u64> {
        self.call(py, async |s3, live| s3.size(&live, bucket, key).await)
    }

    fn delete(&self, py: Python<'_>, bucket: &str, key: &str) -> Result<()> {
        self.call(py, async |s3, live| s3.delete(&live, bucket, key).await)
    }

    fn head_bucket(&self, py: Python<'_>, bucket: &str) -> Result<bool> {
        self.call(py, async |s3, live| s3.bucket_exists(&live, bucket).await)
    }

    fn create_bucket(&self, py: Python<'_>, bucket: &str) -> Result<()> {
        self.call(py, async |s3, live| s3.create_bucket(&live, bucket).await)
    }
}
