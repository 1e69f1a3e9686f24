//! An answer, and writing it.

use std::io::{self, Write};
use std::time::SystemTime;

use crate::pace::Pace;
use crate::pattern::Pattern;

pub enum Content {
    Nothing,
    Text(String),
    /// So many bytes of an object, from an offset.
    Object {
        offset: u64,
        length: u64,
    },
}

pub struct Response {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub content: Content,
    /// The length to announce when nothing of it is sent (HEAD).
    announced: Option<u64>,
}

/// With a limited connection, what is written at a time: small enough to flow, large enough that
/// sleeping does not cost the CPU that the client needs.
const PACED_WRITE_BYTES: u64 = 256 << 10;

impl Response {
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::Nothing,
            announced: None,
        }
    }

    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    pub fn headers(mut self, headers: impl IntoIterator<Item = (String, String)>) -> Self {
        self.headers.extend(headers);
        self
    }

    pub fn xml(status: u16, root: &str, inner: &str) -> Self {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>{inner}</{root}>");
        let response = Self::new(status).header("Content-Type", "application/xml");
        Self {
            content: Content::Text(text),
            ..response
        }
    }

    /// An S3 error document (S3 API reference, "Error responses").
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::xml(
            status,
            "Error",
            &format!("<Code>{code}</Code><Message>{message}</Message>"),
        )
    }

    pub fn json(text: String) -> Self {
        let response = Self::new(200).header("Content-Type", "application/json");
        Self {
            content: Content::Text(text),
            ..response
        }
    }

    pub fn object(self, offset: u64, length: u64) -> Self {
        Self {
            content: Content::Object { offset, length },
            ..self
        }
    }

    /// Keeps the announced length and sends nothing, as the answer to a HEAD must be.
    pub fn without_content(self) -> Self {
        Self {
            announced: Some(self.length()),
            content: Content::Nothing,
            ..self
        }
    }

    fn length(&self) -> u64 {
        match &self.content {
            Content::Nothing => self.announced.unwrap_or(0),
            Content::Text(text) => text.len() as u64,
            Content::Object { length, .. } => *length,
        }
    }

    /// Writes it all.
    pub fn write(
        &self,
        stream: &mut impl Write,
        request_id: u64,
        pattern: &Pattern,
        egress: Option<&Pace>,
    ) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if self.status != 204 {
            head += &format!("Content-Length: {}\r\n", self.length());
        }
        let date = httpdate::fmt_http_date(SystemTime::now());
        head += &format!(
            "Date: {date}\r\nServer: s3-sink\r\nx-amz-request-id: {request_id:016X}\r\n\r\n"
        );
        match self.content {
            Content::Nothing => stream.write_all(head.as_bytes())?,
            Content::Text(ref text) => {
                stream.write_all((head + text).as_bytes())?;
            }
            Content::Object { offset, length } => {
                stream.write_all(head.as_bytes())?;
                let mut done = 0;
                while done < length {
                    let most =
                        egress.map_or(length - done, |_| PACED_WRITE_BYTES.min(length - done));
                    let run = pattern.run(offset + done, most);
                    if let Some(egress) = egress {
                        egress.pay(run.len() as u64);
                    }
                    stream.write_all(run)?;
                    done += run.len() as u64;
                }
            }
        }
        stream.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        400 => "Bad Request",
        404 => "Not Found",
        409 => "Conflict",
        412 => "Precondition Failed",
        416 => "Range Not Satisfiable",
        501 => "Not Implemented",
        _ => "Unknown",
    }
}
