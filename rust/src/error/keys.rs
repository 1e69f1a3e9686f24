//! Keys that no text may have.
//!
//! What a server says of a refusal is repeated to the caller and to the log, as it says best what is
//! wrong. Some repeat in it what they were sent. So the keys that requests are signed with, whatever
//! looks like a key of AWS, and URLs, which can carry a signature, are blacked out (as by
//! `engines/boto3_errors.py`).

use std::collections::VecDeque;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex_lite::Regex;

/// Keys of the chain are others every hour; a process may have many stores.
const KEPT_MAX: usize = 256;
/// A shorter one would be found in words, and is not worth it.
const KEY_BYTES_MIN: usize = 4;

static KEYS: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());
static URL: LazyLock<Regex> = LazyLock::new(|| regex(r"https?://\S*"));
/// AWS, IAM User Guide, "IAM identifiers": unique ids.
static AWS_KEY: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("it is one")
}

/// Remembers keys that requests are signed with.
pub fn keep_out<'a>(keys: impl IntoIterator<Item = &'a str>) {
    let mut kept = KEYS.lock().unwrap_or_else(PoisonError::into_inner);
    for key in keys {
        if key.len() >= KEY_BYTES_MIN && !kept.iter().any(|known| known == key) {
            kept.push_back(key.to_owned());
            if kept.len() > KEPT_MAX {
                kept.pop_front();
            }
        }
    }
}

/// `text` without them.
pub fn without_keys(text: &str) -> String {
    let mut text = text.to_owned();
    for key in KEYS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        text = text.replace(key, "***");
    }
    let text = URL.replace_all(&text, "(URL)");
    AWS_KEY.replace_all(&text, "***").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_keys_and_urls_are_blacked_out_and_words_are_not() {
        keep_out(["a-secret-of-this-test", "a", ""]);
        assert_eq!(
            without_keys("a-secret-of-this-test, AKIAIOSFODNN7EXAMPLE: see https://s3/b?X=1 or a"),
            "***, ***: see (URL) or a"
        );
        assert_eq!(without_keys("AKIA and ASIATIC"), "AKIA and ASIATIC");
        let many: Vec<String> = (0..2 * KEPT_MAX)
            .map(|n| format!("key-number-{n}"))
            .collect();
        keep_out(many.iter().map(String::as_str));
        assert!(KEYS.lock().expect("sound").len() <= KEPT_MAX);
        assert_eq!(without_keys(&many[2 * KEPT_MAX - 1]), "***");
    }
}
