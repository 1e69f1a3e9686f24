//! ETags, which servers write in more than one way.

/// Whether both are the same ETag, with or without the quotes, and with digits in either case.
pub fn same_etag(one: &str, other: &str) -> bool {
    let bare = one.trim_matches('"');
    !bare.is_empty() && bare.eq_ignore_ascii_case(other.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_the_same_however_it_is_written() {
        assert!(same_etag("\"0aF-3\"", "0Af-3"));
        assert!(!same_etag("\"0af-3\"", "\"0af-2\""));
        assert!(!same_etag("\"\"", ""));
    }
}
