//! A request's head: what of it matters to S3, with names in lower case.

use std::collections::HashMap;

pub struct Request {
    pub method: String,
    pub bucket: String,
    /// Without the leading slash; empty for a request on the bucket itself.
    pub key: String,
    query: HashMap<String, String>,
    headers: HashMap<String, String>,
}

const MAX_HEADERS: usize = 96;

impl Request {
    /// The request at the start of `bytes` and the length of its head; `None` while it is unfinished.
    pub fn parse(bytes: &[u8]) -> Result<Option<(Self, usize)>, httparse::Error> {
        let mut storage = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut storage);
        let httparse::Status::Complete(head_bytes) = parsed.parse(bytes)? else {
            return Ok(None);
        };
        let headers = parsed
            .headers
            .iter()
            .map(|header| {
                let value = String::from_utf8_lossy(header.value).trim().to_owned();
                (header.name.to_ascii_lowercase(), value)
            })
            .collect();
        let target = parsed.path.unwrap_or("/");
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (bucket, key) = path
            .trim_start_matches('/')
            .split_once('/')
            .unwrap_or((path.trim_start_matches('/'), ""));
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let request = Self {
            method: parsed.method.unwrap_or("").to_owned(),
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            query,
            headers,
        };
        Ok(Some((request, head_bytes)))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.parse().ok()
    }

    pub fn is_aws_chunked(&self) -> bool {
        self.header("content-encoding")
            .is_some_and(|value| value.contains("aws-chunked"))
    }

    pub fn is_http_chunked(&self) -> bool {
        self.header("transfer-encoding")
            .is_some_and(|value| value.contains("chunked"))
    }

    pub fn expects_continue(&self) -> bool {
        self.header("expect")
            .is_some_and(|value| value.eq_ignore_ascii_case("100-continue"))
    }

    pub fn closes(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    /// Headers whose names start with `prefix`, e.g. a client's own metadata.
    pub fn headers_starting<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (String, String)> + 'a {
        self.headers
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(name, value)| (name.clone(), value.clone()))
    }
}
