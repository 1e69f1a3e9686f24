//! What the server remembers: names, sizes and counts, never bytes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::options::Options;
use crate::pace::Pace;
use crate::pattern::Pattern;
use crate::system;

#[derive(Clone)]
pub struct Object {
    pub size_bytes: u64,
    pub etag: String,
    /// `x-amz-meta-*`, as given.
    pub metadata: Vec<(String, String)>,
    /// In the order of their numbers; empty for a single PUT.
    pub part_sizes: Vec<u64>,
}

#[derive(Clone)]
pub struct Part {
    pub size_bytes: u64,
    pub etag: String,
}

pub struct Upload {
    pub name: String,
    pub metadata: Vec<(String, String)>,
    pub parts: BTreeMap<u32, Part>,
}

/// Counted since the start or the last reset.
#[derive(Default)]
pub struct Counters {
    pub requests: BTreeMap<&'static str, u64>,
    pub statuses: BTreeMap<u16, u64>,
    pub connections: u64,
    pub max_open_connections: u64,
    pub cpu_secs_at_start: (f64, f64),
}

pub struct State {
    pub options: Options,
    pub pattern: Pattern,
    pub ingest: Option<Pace>,
    /// By `bucket/key`.
    pub objects: Mutex<BTreeMap<String, Object>>,
    /// By upload id.
    pub uploads: Mutex<HashMap<String, Upload>>,
    pub counters: Mutex<Counters>,
    open_connections: AtomicU64,
    serial: AtomicU64,
}

impl State {
    pub fn new(options: Options) -> Self {
        Self {
            pattern: Pattern::new(),
            ingest: options.ingest_bytes_per_sec.map(Pace::new),
            options,
            objects: Mutex::default(),
            uploads: Mutex::default(),
            counters: Mutex::default(),
            open_connections: AtomicU64::new(0),
            serial: AtomicU64::new(0),
        }
    }

    /// A number never given before.
    pub fn next_serial(&self) -> u64 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }

    pub fn connected(&self) {
        let open = self.open_connections.fetch_add(1, Ordering::Relaxed) + 1;
        let mut counters = self.counters.lock().unwrap();
        counters.connections += 1;
        counters.max_open_connections = counters.max_open_connections.max(open);
    }

    pub fn disconnected(&self) {
        self.open_connections.fetch_sub(1, Ordering::Relaxed);
    }

    pub fn count(&self, operation: &'static str, status: u16) {
        let mut counters = self.counters.lock().unwrap();
        *counters.requests.entry(operation).or_default() += 1;
        *counters.statuses.entry(status).or_default() += 1;
    }

    /// Counts anew from here, CPU time included; objects and uploads stay.
    pub fn reset_counters(&self) {
        *self.counters.lock().unwrap() = Counters {
            max_open_connections: self.open_connections.load(Ordering::Relaxed),
            cpu_secs_at_start: system::cpu_secs(),
            ..Counters::default()
        };
    }
}
