//! Counters of one process since its first transfer, for operators and for tests: gauges such as
//! `transfers_active` must be back at zero when nothing runs.

use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Default)]
pub struct Metrics {
    pub transfers_active: AtomicU64,
    pub uploads: AtomicU64,
    pub downloads: AtomicU64,
    pub bytes_up: AtomicU64,
    pub bytes_down: AtomicU64,
    pub parts_sent: AtomicU64,
    pub requests_repeated: AtomicU64,
    pub ranges_resumed: AtomicU64,
    pub uploads_aborted: AtomicU64,
}

impl Metrics {
    /// Every counter by name.
    pub fn snapshot(&self) -> [(&'static str, u64); 9] {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        [
            ("transfers_active", read(&self.transfers_active)),
            ("uploads", read(&self.uploads)),
            ("downloads", read(&self.downloads)),
            ("bytes_up", read(&self.bytes_up)),
            ("bytes_down", read(&self.bytes_down)),
            ("parts_sent", read(&self.parts_sent)),
            ("requests_repeated", read(&self.requests_repeated)),
            ("ranges_resumed", read(&self.ranges_resumed)),
            ("uploads_aborted", read(&self.uploads_aborted)),
        ]
    }
}

/// Adds to a counter. Counters are read for reports only, so no ordering is needed.
pub fn add(counter: &AtomicU64, amount: u64) {
    counter.fetch_add(amount, Ordering::Relaxed);
}

/// Takes from a gauge.
pub fn subtract(gauge: &AtomicU64, amount: u64) {
    gauge.fetch_sub(amount, Ordering::Relaxed);
}
