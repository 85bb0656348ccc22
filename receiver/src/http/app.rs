//! The app's files, as Trunk left them in its `dist` folder.
//!
//! Invariants: a file whose name carries its hash may be kept for ever, everything else is asked for again; every path that is not a file but looks like a
//! page of the app gets `index.html`. What that page may run and load it says itself, in its own policy, which knows the build.

use std::{io, path::PathBuf, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use super::Desk;
use crate::problem::Problem;

/// The folder the app was built into.
#[derive(Clone, Debug)]
pub struct AppFolder {
    root: PathBuf,
}

impl AppFolder {
    /// The folder, which must hold a built app.
    pub fn open(root: PathBuf) -> io::Result<Self> {
        if root.join("index.html").is_file() {
            Ok(Self { root })
        } else {
            Err(io::Error::new(io::ErrorKind::NotFound, "there is no index.html in it: build the app first"))
        }
    }

    /// A drawing's file. `body` is a word of the sheet; anything but a plain word has no drawing.
    pub fn drawing(&self, body: &str) -> Option<PathBuf> {
        let plain = !body.is_empty() && body.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        plain.then(|| self.root.join("drawings").join(format!("{body}.json")))
    }
}

pub(super) async fn serve(State(desk): State<Arc<Desk>>, request: Request) -> Result<Response, Problem> {
    let path = request.uri().path().to_owned();
    if path.starts_with("/api/") {
        return Err(Problem::NotFound("resource"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::MethodNotAllowed);
    }
    let Some(app) = &desk.app else {
        // Without an app the inbox is all there is to look at.
        return if path == "/" {
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/inbox")]).into_response())
        } else {
            Err(Problem::NotFound("page"))
        };
    };
    let page = path == "/" || is_navigation(&request);
    let (mut parts, _) = request.into_parts();
    if page {
        parts.uri = Uri::from_static("/index.html");
    }
    let files =
        ServeDir::new(&app.root).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let response =
        files.clone().try_call(Request::from_parts(parts, Body::empty())).await.map_err(|error| {
            match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
                    Problem::NotFound("file")
                }
                _ => Problem::Store(error.into()),
            }
        })?;
    if response.status() == StatusCode::NOT_FOUND {
        return Err(Problem::NotFound("file"));
    }
    let mut response = response.map(Body::new);
    let caching = if is_hashed(&path) && !page { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    // The one thing that a page's own policy cannot say.
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
    Ok(response)
}

/// A person going to an address of the app, not a page asking for a file.
fn is_navigation(request: &Request) -> bool {
    let names_a_file = request.uri().path().rsplit('/').next().unwrap_or_default().contains('.');
    !names_a_file
        && request
            .headers()
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"))
}

/// Trunk writes `name-0123456789abcdef.js` and `name-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let hex = part.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count();
        hex >= 8 && matches!(part.as_bytes().get(hex), Some(b'.' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for hashed in
            ["/walkaround-4d6b2f9a8c1e0f37.js", "/walkaround-4d6b2f9a8c1e0f37_bg.wasm", "/main-0123456789abcdef.css"]
        {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "/sw.js",
            "/index.html",
            "/",
            "/icons/icon-512.png",
            "/drawings/sedan.json",
            "/photo_worker.js",
            "/icon-decade.png",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn a_drawing_is_a_plain_word() {
        let app = AppFolder { root: PathBuf::from("dist") };
        assert_eq!(app.drawing("sedan"), Some(PathBuf::from("dist/drawings/sedan.json")));
        for wrong in ["", "../x", "a/b", "Sedan", "a.b"] {
            assert_eq!(app.drawing(wrong), None, "{wrong}");
        }
    }
}
