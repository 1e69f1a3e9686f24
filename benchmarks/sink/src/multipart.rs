//! Multipart uploads: what was sent of each part, and whether the list at the end says the same.

use crate::body::Received;
use crate::objects::find;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Object, Part, State, Upload};
use crate::writing::{creates_only, etag, no_such_upload, precondition_failed};

pub fn create(name: String, request: &Request, state: &State) -> Response {
    let upload_id = format!("sink-{:08}", state.next_serial());
    let inner = format!("<UploadId>{upload_id}</UploadId>");
    let metadata = request.headers_starting("x-amz-meta-").collect();
    let upload = Upload {
        name,
        metadata,
        parts: std::collections::BTreeMap::new(),
    };
    state.uploads.lock().unwrap().insert(upload_id, upload);
    Response::xml(200, "InitiateMultipartUploadResult", &inner)
}

pub fn upload_part(request: &Request, body: &Received, state: &State) -> Response {
    let number = request
        .query("partNumber")
        .and_then(|number| number.parse().ok());
    let Some(number) = number.filter(|number| (1..=10_000).contains(number)) else {
        return Response::error(400, "InvalidArgument", "partNumber is from 1 to 10000");
    };
    let part = Part {
        size_bytes: body.size_bytes,
        etag: etag(body, state),
    };
    let response = Response::new(200).header("ETag", &part.etag);
    let mut uploads = state.uploads.lock().unwrap();
    let Some(upload) = uploads.get_mut(request.query("uploadId").unwrap_or("")) else {
        return no_such_upload();
    };
    upload.parts.insert(number, part);
    response.headers(request.headers_starting("x-amz-checksum-"))
}

pub fn complete(name: &str, request: &Request, body: &Received, state: &State) -> Response {
    let upload_id = request.query("uploadId").unwrap_or("");
    let mut uploads = state.uploads.lock().unwrap();
    let Some(upload) = uploads.get(upload_id).filter(|upload| upload.name == name) else {
        return no_such_upload();
    };
    if creates_only(request) && find(name, state).is_some() {
        return precondition_failed();
    }
    let parts = match listed_parts(&String::from_utf8_lossy(&body.bytes), upload) {
        Ok(parts) => parts,
        Err(code) => return Response::error(400, code, "the list of parts is not what was sent"),
    };
    let object = Object {
        size_bytes: parts.iter().sum(),
        etag: format!("\"{:032x}-{}\"", state.next_serial(), parts.len()),
        metadata: upload.metadata.clone(),
        part_sizes: parts,
    };
    let inner = format!("<Key>{}</Key><ETag>{}</ETag>", request.key, object.etag);
    uploads.remove(upload_id);
    state
        .objects
        .lock()
        .unwrap()
        .insert(name.to_owned(), object);
    Response::xml(200, "CompleteMultipartUploadResult", &inner)
}

/// The sizes of the parts that the document lists, which must be known, ascending, of the ETags
/// given for them, and none but the last below 5 MiB; else the error code that S3 has for it.
fn listed_parts(document: &str, upload: &Upload) -> Result<Vec<u64>, &'static str> {
    let (mut sizes, mut last) = (Vec::new(), 0);
    for element in document.split("<Part>").skip(1) {
        let number = text(element, "PartNumber").and_then(|number| number.trim().parse().ok());
        let number = number.ok_or("MalformedXML")?;
        let etag = text(element, "ETag")
            .ok_or("MalformedXML")?
            .replace("&quot;", "\"");
        if number <= last {
            return Err("InvalidPartOrder");
        }
        let part = upload.parts.get(&number).ok_or("InvalidPart")?;
        if part.etag.trim_matches('"') != etag.replace("&#34;", "\"").trim().trim_matches('"') {
            return Err("InvalidPart");
        }
        if sizes.last().is_some_and(|size| *size < 5 << 20) {
            return Err("EntityTooSmall");
        }
        sizes.push(part.size_bytes);
        last = number;
    }
    if sizes.is_empty() {
        Err("MalformedXML")
    } else {
        Ok(sizes)
    }
}

fn text<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!("<{name}>"))? + name.len() + 2;
    let length = element[start..].find(&format!("</{name}>"))?;
    Some(&element[start..start + length])
}

pub fn list_uploads(request: &Request, state: &State) -> Response {
    let uploads = state.uploads.lock().unwrap();
    let mut inner = format!(
        "<Bucket>{}</Bucket><IsTruncated>false</IsTruncated>",
        request.bucket
    );
    for (upload_id, upload) in uploads.iter() {
        let (bucket, key) = upload.name.split_once('/').unwrap_or(("", &upload.name));
        if bucket == request.bucket && key.starts_with(request.query("prefix").unwrap_or("")) {
            inner += &format!("<Upload><Key>{key}</Key><UploadId>{upload_id}</UploadId></Upload>");
        }
    }
    Response::xml(200, "ListMultipartUploadsResult", &inner)
}

pub fn list_parts(request: &Request, state: &State) -> Response {
    let asked = |name, otherwise| {
        let given = request.query(name).and_then(|number| number.parse().ok());
        given.unwrap_or(otherwise)
    };
    let (marker, most) = (asked("part-number-marker", 0), asked("max-parts", 1000));
    let uploads = state.uploads.lock().unwrap();
    let Some(upload) = uploads.get(request.query("uploadId").unwrap_or("")) else {
        return no_such_upload();
    };
    let mut after = upload.parts.range(marker + 1..);
    let mut inner = String::new();
    for (number, part) in after.by_ref().take(most as usize) {
        inner += &format!(
            "<Part><PartNumber>{number}</PartNumber><ETag>{}</ETag><Size>{}</Size></Part>",
            part.etag, part.size_bytes
        );
    }
    inner += &format!("<IsTruncated>{}</IsTruncated>", after.next().is_some());
    Response::xml(200, "ListPartsResult", &inner)
}
