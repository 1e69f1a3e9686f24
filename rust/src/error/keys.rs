//! Keys that no text may have.
//!
//! What a server says of a refusal is repeated to the caller and to the log, as it says best what is
//! wrong. Some repeat in it what they were sent. So the keys that requests are signed with, whatever
//! looks like a key of AWS, and URLs, which can carry a signature, are blacked out (as by
//! `engines/boto3_errors.py`).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use regex_lite::Regex;

use crate::runtime::PerProcess;

/// Of one source of keys: those in force, and those that may be in answers still.
const KEPT_MAX: usize = 9;
/// A shorter one would be found in words, and is not worth it.
const KEY_BYTES_MIN: usize = 4;

/// Each process has its own: a child must not inherit a lock that is taken.
static KNOWN: PerProcess<Known> = PerProcess::new();

#[derive(Debug)]
struct Known {
    sources: Mutex<Vec<Weak<Mutex<VecDeque<String>>>>>,
    url: Regex,
    aws_key: Regex,
}

fn known() -> Arc<Known> {
    let regex = |pattern| Regex::new(pattern).expect("it is one");
    let made: Result<_, std::convert::Infallible> = KNOWN.get_or_make(|| {
        Ok(Known {
            sources: Mutex::default(),
            url: regex(r"https?://\S*"),
            // AWS, IAM User Guide, "IAM identifiers": unique ids.
            aws_key: regex(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b"),
        })
    });
    match made {
        Ok(known) => known,
    }
}

/// The latest keys of one source, kept out of all texts as long as this is there.
pub struct KeptOut(Arc<Mutex<VecDeque<String>>>);

impl KeptOut {
    pub fn new() -> Self {
        let keys = Arc::default();
        let known = known();
        let mut sources = known.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|source| source.strong_count() > 0);
        sources.push(Arc::downgrade(&keys));
        Self(keys)
    }

    pub fn add<'a>(&self, keys: impl IntoIterator<Item = &'a str>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys.into_iter().filter(|key| key.len() >= KEY_BYTES_MIN) {
            kept.retain(|known| known != key);
            kept.push_back(key.to_owned());
        }
        let beyond = kept.len().saturating_sub(KEPT_MAX);
        kept.drain(..beyond);
    }
}

/// `text` without them.
pub fn without_keys(text: &str) -> String {
    let known = known();
    let mut keys: Vec<String> = known
        .sources
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .iter()
        .filter_map(Weak::upgrade)
        .flat_map(|keys| keys.lock().unwrap_or_else(PoisonError::into_inner).clone())
        .collect();
    // One may be the beginning of another.
    keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
    let text = keys
        .iter()
        .fold(text.to_owned(), |text, key| text.replace(key, "***"));
    let text = known.url.replace_all(&text, "(URL)");
    known.aws_key.replace_all(&text, "***").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_urls_are_blacked_out_and_words_are_not() {
        let kept = KeptOut::new();
        kept.add(["a-key-of-this-test", "a-key-of-this-test-too", "a", ""]);
        assert_eq!(
            without_keys("a-key-of-this-test-too, AKIAIOSFODNN7EXAMPLE: see https://s3/b?X=1 or a"),
            "***, ***: see (URL) or a"
        );
        assert_eq!(without_keys("AKIA and ASIATIC"), "AKIA and ASIATIC");
        drop(kept);
        assert_eq!(without_keys("a-key-of-this-test"), "a-key-of-this-test");
    }

    #[test]
    fn the_latest_of_each_source_are_kept() {
        let (fixed, rotated) = (KeptOut::new(), KeptOut::new());
        fixed.add(["fixed-key"]);
        for number in 0..100 {
            rotated.add([format!("rotated-{number:03}").as_str()]);
        }
        assert_eq!(without_keys("fixed-key rotated-099"), "*** ***");
        assert_eq!(without_keys("rotated-000"), "rotated-000");
    }
}
