//! The S3 operations (S3 API reference), over names and sizes.

use crate::body::{Received, Want};
use crate::request::Request;
use crate::response::Response;
use crate::state::State;
use crate::writing::no_such_upload;
use crate::{multipart, objects};

#[derive(Clone, Copy)]
pub enum Operation {
    HeadBucket,
    CreateBucket,
    PutObject,
    CreateMultipartUpload,
    UploadPart,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    ListMultipartUploads,
    ListParts,
    HeadObject,
    GetObject,
    DeleteObject,
    Unknown,
}

impl Operation {
    pub fn of(request: &Request) -> Self {
        let (on_bucket, upload) = (request.key.is_empty(), request.query("uploadId").is_some());
        match request.method.as_str() {
            "HEAD" if on_bucket => Self::HeadBucket,
            "PUT" if on_bucket => Self::CreateBucket,
            "GET" if on_bucket && request.query("uploads").is_some() => Self::ListMultipartUploads,
            _ if on_bucket => Self::Unknown,
            "PUT" if upload => Self::UploadPart,
            "PUT" => Self::PutObject,
            "POST" if request.query("uploads").is_some() => Self::CreateMultipartUpload,
            "POST" if upload => Self::CompleteMultipartUpload,
            "DELETE" if upload => Self::AbortMultipartUpload,
            "DELETE" => Self::DeleteObject,
            "HEAD" => Self::HeadObject,
            "GET" if upload => Self::ListParts,
            "GET" => Self::GetObject,
            _ => Self::Unknown,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::HeadBucket => "HeadBucket",
            Self::CreateBucket => "CreateBucket",
            Self::PutObject => "PutObject",
            Self::CreateMultipartUpload => "CreateMultipartUpload",
            Self::UploadPart => "UploadPart",
            Self::CompleteMultipartUpload => "CompleteMultipartUpload",
            Self::AbortMultipartUpload => "AbortMultipartUpload",
            Self::ListMultipartUploads => "ListMultipartUploads",
            Self::ListParts => "ListParts",
            Self::HeadObject => "HeadObject",
            Self::GetObject => "GetObject",
            Self::DeleteObject => "DeleteObject",
            Self::Unknown => "Unknown",
        }
    }

    /// What of the body the operation needs.
    pub fn wants(self, etag_md5: bool) -> Want {
        match self {
            Self::CompleteMultipartUpload => Want::Bytes,
            Self::PutObject | Self::UploadPart if etag_md5 => Want::Md5,
            _ => Want::Nothing,
        }
    }
}

pub fn answer(operation: Operation, request: &Request, body: &Received, state: &State) -> Response {
    let name = format!("{}/{}", request.bucket, request.key);
    match operation {
        Operation::HeadBucket | Operation::CreateBucket => Response::new(200),
        Operation::PutObject => objects::put_object(name, request, body, state),
        Operation::CreateMultipartUpload => multipart::create(name, request, state),
        Operation::UploadPart => multipart::upload_part(request, body, state),
        Operation::CompleteMultipartUpload => multipart::complete(&name, request, body, state),
        Operation::AbortMultipartUpload => {
            let upload_id = request.query("uploadId").unwrap_or("");
            match state.uploads.lock().unwrap().remove(upload_id) {
                Some(_) => Response::new(204),
                None => no_such_upload(),
            }
        }
        Operation::ListMultipartUploads => multipart::list_uploads(request, state),
        Operation::ListParts => multipart::list_parts(request, state),
        Operation::HeadObject | Operation::GetObject => objects::read_object(&name, request, state),
        Operation::DeleteObject => {
            state.objects.lock().unwrap().remove(&name);
            Response::new(204)
        }
        Operation::Unknown => Response::error(501, "NotImplemented", "s3-sink does not do this"),
    }
}
