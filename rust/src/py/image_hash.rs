//! `_native.Md5Sha512`: both of Glance's default hashes.

use bytes::Bytes;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use crate::client::checksum::hex;
use crate::hash::{self, Instructions};

/// Feeds `Client.put` with both digests of an image; hashes without the GIL.
#[pyclass(frozen, module = "glance_s3_fast._native")]
pub struct Md5Sha512(hash::Md5Sha512);

impl Md5Sha512 {
    pub fn hasher(&self) -> &hash::Md5Sha512 {
        &self.0
    }
}

#[pymethods]
impl Md5Sha512 {
    /// `in_company`: whether uploads may hash this image together with others. `instructions`: one of
    /// [`available`](Self::available).
    ///
    /// # Errors
    /// `RuntimeError` where the processor lacks them, or any that would do.
    #[new]
    #[pyo3(signature = (in_company=true, instructions=None))]
    fn new(in_company: bool, instructions: Option<&str>) -> PyResult<Self> {
        let mut each = Instructions::available();
        let found = each.find(|one| instructions.is_none_or(|name| name == one.name()));
        let instructions = found.ok_or_else(|| {
            let lacks = instructions.unwrap_or("avx512 and avx2");
            PyRuntimeError::new_err(format!("this processor lacks {lacks}; use hashlib instead"))
        })?;
        Ok(Self(hash::Md5Sha512::new(instructions, in_company)))
    }

    /// The instructions for this that the processor has, the better first: `avx512`, `avx2`.
    #[staticmethod]
    fn available() -> Vec<&'static str> {
        Instructions::available().map(Instructions::name).collect()
    }

    /// Any contiguous bytes-like object. Uploads do not come this way.
    fn update(&self, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = data.py();
        let bytes = match data.cast_exact::<PyBytes>() {
            Ok(bytes) => Bytes::from_owner(PyBackedBytes::from(bytes.clone())),
            // A copy, as a bytearray may change while the GIL is let go.
            Err(_) => PyBuffer::get(data)?.to_vec(py)?.into(),
        };
        py.detach(|| self.0.update(&bytes));
        Ok(())
    }

    /// The MD5 and the SHA-512 in hexadecimal.
    fn hexdigests(&self) -> (String, String) {
        let (md5, sha512) = self.0.digests();
        (hex(&md5), hex(&sha512))
    }
}
