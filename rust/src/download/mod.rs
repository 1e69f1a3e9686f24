//! One download: from an object, or a range of it, to chunks in order.

mod head;
mod object;
mod pipe;
mod plan;
mod ranged_get;
mod readahead;
mod request;

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_sdk_s3::operation::get_object::GetObjectOutput;

use crate::client::raw::RawBody;
use crate::client::{Live, S3, retry};
use crate::error::{Failure, Kind};
use crate::metrics::add;
use head::{Head, RawRange};
use object::Object;
use ranged_get::RangeStream;
pub use readahead::Reader;
use request::{get_object, raw_unless_verified};

/// A download that has had its first answer.
#[derive(Debug)]
pub struct Opened {
    /// Of the whole object.
    pub size_bytes: u64,
    /// That will be delivered.
    pub length_bytes: u64,
    pub reader: Reader,
}

/// Asks for `length` bytes from `offset` on, or for all that follow. One request: a missing object
/// is found by it, and no HEAD goes before. Only a download of nothing takes a HEAD instead.
pub async fn open(
    s3: Arc<S3>,
    live: Arc<Live>,
    bucket: String,
    key: String,
    offset: u64,
    length: Option<u64>,
) -> Result<Opened, Failure> {
    let range = match (offset, length) {
        (_, Some(0)) => return open_empty(s3, live, bucket, key, offset).await,
        // S3 refuses any range of an empty object, so the whole is asked for without one.
        (0, None) => None,
        (_, None) => Some(offset..u64::MAX),
        (_, Some(length)) => Some(offset..offset.saturating_add(length)),
    };
    let began = Instant::now();
    let asked = retry::attempts(&s3, &live, || async {
        let asked = get_object(&s3, &live, (&bucket, &key), range.clone(), None);
        raw_unless_verified(&s3, asked).await
    });
    let (answer, raw) = match asked.await {
        Err(failure) if failure.kind == Kind::BadRange && offset == 0 => {
            let opened = open_empty(s3, live, bucket, key, offset).await?;
            return match opened.size_bytes {
                0 => Ok(opened),
                _ => Err(failure),
            };
        }
        Err(mut failure) if failure.kind == Kind::BadRange => {
            failure.message = format!("offset {offset} lies beyond the object's last byte");
            return Err(failure);
        }
        answer => answer?,
    };
    let latency = began.elapsed();
    let bad = |message: String| Failure::new(Kind::Server, "GetObject", &bucket, &key, message);
    let etag = answer.e_tag().unwrap_or_default().to_owned();
    if etag.is_empty() {
        return Err(bad("the answer has no ETag".into()));
    }
    let size_bytes = match &range {
        None => answer.content_length().and_then(|n| u64::try_from(n).ok()),
        Some(_) => total_of(&answer, offset),
    }
    .ok_or_else(|| {
        let range = answer.content_range().unwrap_or("no Content-Range");
        bad(format!(
            "the answer does not tell the object's size and the range asked for: {range}"
        ))
    })?;
    let end = range.map_or(size_bytes, |range| range.end.min(size_bytes));
    let object = Object::new(s3, live, (bucket, key), etag, size_bytes, latency);
    Ok(Opened::new(object, offset..end, Some((answer, raw))))
}

/// A download of no bytes, of an object that exists and reaches up to `offset`.
async fn open_empty(
    s3: Arc<S3>,
    live: Arc<Live>,
    bucket: String,
    key: String,
    offset: u64,
) -> Result<Opened, Failure> {
    let size_bytes = s3.size(&live, &bucket, &key).await?;
    if offset > size_bytes {
        let message = format!("offset {offset} lies beyond the object's {size_bytes} bytes");
        return Err(Failure::new(Kind::BadRange, "get", &bucket, &key, message));
    }
    let object = Object::new(
        s3,
        live,
        (bucket, key),
        String::new(),
        size_bytes,
        Duration::ZERO,
    );
    Ok(Opened::new(object, offset..offset, None))
}

impl Opened {
    fn new(
        object: Object,
        range: Range<u64>,
        answer: Option<(GetObjectOutput, Option<RawBody>)>,
    ) -> Self {
        let object = Arc::new(object);
        add(&object.live.process.metrics.downloads, 1);
        let head = match answer {
            Some((_, Some(body))) => Head::Raw(RawRange::new(body, range.clone())),
            Some((answer, None)) => {
                let stream = RangeStream::of_answer(Arc::clone(&object), range.clone(), answer);
                Head::pipe(stream)
            }
            None => Head::pipe(RangeStream::new(Arc::clone(&object), range.clone())),
        };
        Self {
            size_bytes: object.size_bytes,
            length_bytes: range.end - range.start,
            reader: Reader::new(object, head, range.start, range.end),
        }
    }
}

/// The whole object's size from `Content-Range: bytes first-last/size`, if `first` is as asked
/// (RFC 9110, section 14.4).
fn total_of(answer: &GetObjectOutput, offset: u64) -> Option<u64> {
    let (span, total) = answer
        .content_range()?
        .strip_prefix("bytes ")?
        .split_once('/')?;
    let (first, _last) = span.split_once('-')?;
    let total = total.parse().ok().filter(|total| *total > offset)?;
    (first.parse() == Ok(offset)).then_some(total)
}
