//! Headers that every response carries: nothing is loaded from elsewhere, nothing runs inline, no page is framed.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

pub(super) const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none';style-src 'self';script-src 'self';connect-src 'self';img-src 'self' data:;\
         base-uri 'none';form-action 'self';frame-ancestors 'none'",
    ),
    // What `frame-ancestors` says, to browsers that do not know it.
    ("x-frame-options", "DENY"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(),geolocation=(),microphone=(),payment=(),usb=(),browsing-topics=()"),
];

/// Adds them.
pub(super) async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
