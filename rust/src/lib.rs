//! The transfer engine of glance-s3-fast. `python/glance_s3_fast/_native.pyi` mirrors what Python
//! sees of it; `docs/explanation/architecture` tells how it works.

mod blocks;
mod calling;
mod client;
mod config;
mod copy;
mod download;
mod error;
mod experience;
mod hash;
mod landing;
mod logging;
mod memory;
mod metrics;
mod py;
mod runtime;
mod upload;

use pyo3::prelude::*;

/// The native engine.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // Before anything is made that would stay with the interpreter it was made in.
    py::main_only(module.py())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<py::Client>()?;
    module.add_class::<py::Download>()?;
    module.add_class::<py::Md5Sha512>()?;
    module.add_function(wrap_pyfunction!(py::memory_stats, module)?)?;
    module.add_function(wrap_pyfunction!(py::metrics, module)?)?;
    module.add_function(wrap_pyfunction!(py::part_size_bytes, module)?)
}
