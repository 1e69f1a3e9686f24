//! `_native.Md5Sha512`: both of Glance's default hashes in one pass.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use crate::client::checksum::hex;
use crate::hash::{self, Company, Md5Sha512 as Hasher};

/// Feeds `Client.put` with both digests of an image; hashes without the GIL.
#[pyclass(frozen, module = "glance_s3_fast._native")]
pub struct Md5Sha512 {
    hasher: Mutex<Hasher>,
    in_company: bool,
}

impl Md5Sha512 {
    fn hasher(&self) -> MutexGuard<'_, Hasher> {
        self.hasher.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn feed(&self, company: &Company, pieces: &[Bytes]) {
        let mut hasher = self.hasher();
        match self.in_company {
            true => hasher.update_in(company, pieces),
            false => pieces.iter().for_each(|piece| hasher.update(piece)),
        }
    }
}

#[pymethods]
impl Md5Sha512 {
    /// `in_company`: whether uploads may hash this image together with others.
    ///
    /// # Errors
    /// `RuntimeError` where the processor lacks what it takes.
    #[new]
    #[pyo3(signature = (in_company=true))]
    fn new(in_company: bool) -> PyResult<Self> {
        let hasher = Hasher::new().ok_or_else(|| {
            PyRuntimeError::new_err("this processor has no AVX-512; use hashlib instead")
        })?;
        Ok(Self {
            hasher: Mutex::new(hasher),
            in_company,
        })
    }

    #[staticmethod]
    fn is_supported() -> bool {
        hash::is_supported()
    }

    /// Any contiguous bytes-like object. Uploads do not come this way.
    fn update(&self, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = data.py();
        let bytes = match data.cast_exact::<PyBytes>() {
            Ok(bytes) => Bytes::from_owner(PyBackedBytes::from(bytes.clone())),
            // A copy, as a bytearray may change while the GIL is let go.
            Err(_) => PyBuffer::get(data)?.to_vec(py)?.into(),
        };
        py.detach(|| self.hasher().update(&bytes));
        Ok(())
    }

    /// The MD5 and the SHA-512 in hexadecimal.
    fn hexdigests(&self) -> (String, String) {
        let (md5, sha512) = self.hasher().digests();
        (hex(&md5), hex(&sha512))
    }
}
