//! What Python sees, and where the GIL is let go.

mod client;
mod download;
mod functions;
mod image_hash;
mod interpreter;
pub mod view;

pub use client::Client;
pub use download::Download;
pub use functions::{memory_stats, metrics, part_size_bytes};
pub use image_hash::Md5Sha512;
pub use interpreter::main_only;
