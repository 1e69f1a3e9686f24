//! What the server saw and what it cost, as one line of JSON.

use serde_json::{Value, json};

use crate::state::State;
use crate::system;

pub fn report(state: &State) -> String {
    let counters = state.counters.lock().unwrap();
    let (user, system) = system::cpu_secs();
    let requests: serde_json::Map<String, Value> = counters
        .requests
        .iter()
        .map(|(name, count)| ((*name).to_owned(), json!(count)))
        .collect();
    let statuses: serde_json::Map<String, Value> = counters
        .statuses
        .iter()
        .map(|(status, count)| (status.to_string(), json!(count)))
        .collect();
    let objects: Vec<Value> = state
        .objects
        .lock()
        .unwrap()
        .iter()
        .map(|(name, object)| {
            json!({
                "name": name,
                "size_bytes": object.size_bytes,
                "etag": object.etag,
                "part_runs": runs(&object.part_sizes),
            })
        })
        .collect();
    let open_uploads: Vec<Value> = state
        .uploads
        .lock()
        .unwrap()
        .iter()
        .map(|(upload_id, upload)| {
            let bytes: u64 = upload.parts.values().map(|part| part.size_bytes).sum();
            json!({
                "name": upload.name,
                "upload_id": upload_id,
                "parts": upload.parts.len(),
                "size_bytes": bytes,
            })
        })
        .collect();
    json!({
        "cpu_user_secs": user - counters.cpu_secs_at_start.0,
        "cpu_system_secs": system - counters.cpu_secs_at_start.1,
        "requests": requests,
        "statuses": statuses,
        "connections": counters.connections,
        "max_open_connections": counters.max_open_connections,
        "objects": objects,
        "open_uploads": open_uploads,
    })
    .to_string()
}

/// Parts of one size that follow each other, as `[size in bytes, how many]`.
fn runs(sizes: &[u64]) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for size in sizes {
        match runs.last_mut() {
            Some((same, count)) if same == size => *count += 1,
            _ => runs.push((*size, 1)),
        }
    }
    runs
}
