//! `_native.Md5Sha512`: both of Glance's default hashes in one pass.

use std::sync::{Mutex, PoisonError};

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::client::checksum::hex;
use crate::hash::{self, Md5Sha512 as Hasher};

/// Feeds `Client.put` with both digests of an image; hashes without the GIL.
#[pyclass(frozen, module = "glance_s3_fast._native")]
pub struct Md5Sha512(Mutex<Hasher>);

impl Md5Sha512 {
    pub fn feed(&self, bytes: &[u8]) {
        let mut hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hasher.update(bytes);
    }
}

#[pymethods]
impl Md5Sha512 {
    /// # Errors
    /// `RuntimeError` where the processor lacks what it takes.
    #[new]
    fn new() -> PyResult<Self> {
        let hasher = Hasher::new().ok_or_else(|| {
            PyRuntimeError::new_err("this processor has no AVX-512; use hashlib instead")
        })?;
        Ok(Self(Mutex::new(hasher)))
    }

    #[staticmethod]
    fn is_supported() -> bool {
        hash::is_supported()
    }

    /// Any contiguous bytes-like object.
    fn update(&self, py: Python<'_>, data: PyBuffer<u8>) -> PyResult<()> {
        // A copy, as a bytearray may change while the GIL is let go. Uploads do not come this way.
        let bytes = data.to_vec(py)?;
        py.detach(|| self.feed(&bytes));
        Ok(())
    }

    /// The MD5 and the SHA-512 in hexadecimal.
    fn hexdigests(&self) -> (String, String) {
        let hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (md5, sha512) = hasher.digests();
        (hex(&md5), hex(&sha512))
    }
}
