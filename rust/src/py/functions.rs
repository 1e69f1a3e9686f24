//! Free functions of `_native`: the part plan, and what the process has counted.

use std::collections::HashMap;

use pyo3::prelude::*;

use crate::runtime::existing_process;
use crate::upload::Plan;

/// The size in bytes of part `part_number` (from 1) that is not the last.
#[pyfunction]
#[pyo3(signature = (part_number, base_part_size_bytes, size_bytes, equal_parts, memory_limit_bytes))]
pub fn part_size_bytes(
    part_number: u64,
    base_part_size_bytes: u64,
    size_bytes: Option<u64>,
    equal_parts: bool,
    memory_limit_bytes: u64,
) -> u64 {
    let plan = Plan {
        base_part_size_bytes,
        size_bytes,
        equal_parts,
        memory_limit_bytes,
    };
    plan.part_size_bytes(part_number)
}

/// The memory budget of this process in bytes: its limit, what is in use, and the most that ever
/// was. All zero before the first transfer.
#[pyfunction]
pub fn memory_stats() -> HashMap<&'static str, u64> {
    let process = existing_process();
    let read = |f: fn(&crate::memory::Budget) -> u64| process.as_ref().map_or(0, |p| f(&p.budget));
    HashMap::from([
        ("limit_bytes", read(|budget| budget.limit_bytes())),
        ("used_bytes", read(|budget| budget.used_bytes())),
        ("peak_bytes", read(|budget| budget.peak_bytes())),
    ])
}

/// Counters of this process since its first transfer. Empty before it.
#[pyfunction]
pub fn metrics() -> HashMap<&'static str, u64> {
    existing_process().map_or_else(HashMap::new, |process| {
        process.metrics.snapshot().into_iter().collect()
    })
}
