//! What every transport gives when it is asked for a document: the body of a 200, and of any other answer only what it was.

use walkaround::domain::backend::{Backend, Download};
use walkaround::ports::Transport;

/// What the backend is told to answer: a status, a media type and a body.
pub type Told<'a> = (u16, &'a str, &'a str);

fn backend() -> Backend {
    Backend { base: "https://dms.example/api".into(), token: "secret".into(), ..Backend::default() }
}

/// `tell` makes the backend answer so until what it returns is dropped.
pub async fn a_document_comes_whole_or_not_at_all<U>(transport: &impl Transport, tell: impl Fn(Told) -> U) {
    // Longer than what is read of an answer to a sheet.
    let long = format!("{{\"words\": \"{}\"}}", "词".repeat(100_000));
    for (status, kind, body) in [
        (200, "application/json", long.as_str()),
        (200, "text/html", "<!doctype html><title>Log in</title>"),
        (401, "application/problem+json", "{\"title\": \"unknown token\"}"),
        (404, "application/problem+json", "{}"),
        (500, "text/plain", "NullPointerException"),
    ] {
        let _told = tell((status, kind, body));
        let answer = transport.download(&backend(), "/template").await.expect("it is answered");
        let bytes = if status == 200 { body.as_bytes().to_vec() } else { Vec::new() };
        let expected = Download { status, content_type: Some(kind.to_owned()), redirected: false, bytes };
        assert!(answer == expected, "{status}: {:?} of {} bytes", answer.content_type, answer.bytes.len());
        assert_eq!(answer.found().is_some(), status == 200);
    }
}
