//! The transfer engine of glance-s3-fast. `python/glance_s3_fast/_native.pyi` mirrors what Python
//! sees of it; `docs/explanation/architecture` tells how it works.

mod blocks;
mod client;
mod config;
mod copy;
mod download;
mod error;
mod experience;
mod hash;
mod landing;
mod memory;
mod metrics;
mod py;
mod runtime;
mod upload;

/// The native engine.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::py::{Client, Download, Md5Sha512, memory_stats, metrics, part_size_bytes};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
