//! The network: one fetch per request, with an end.
//!
//! Invariant: what goes out is the request, the configured authorisation and the digest of the body. No cookies, no cache, no redirect
//! that is followed silently: a sheet must not end at an address nobody configured.

use std::pin::pin;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit, RequestMode,
    RequestRedirect, Response, ResponseType, Url,
};

use super::js_object::{as_bytes, member};
use super::{JsError, crypto};
use crate::domain::backend::Backend;
use crate::ports::{Answer, Download, Method, NoAnswer, Obstacle, Request, Transport};

/// Where the receiver that serves the app says what it is.
const OWN_RECEIVER: &str = "/walkaround.json";

/// How long the receiver that serves the app may take to say what it is.
const OWN_RECEIVER_WITHIN_MS: u32 = 30_000;

/// How long to look for a machine that did not answer.
const LOOK_WITHIN_MS: u32 = 10_000;

/// The slowest line worth waiting for, in bytes per second.
const SLOWEST_LINE: usize = 16 * 1024;

/// Most of an answer that is read.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Most of a document or photo that is read: a sheet with the ink of two signatures is a megabyte, a photo less.
const LONGEST_DOWNLOAD: usize = 16 * 1024 * 1024;

/// The browser's `fetch`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

#[async_trait(?Send)]
impl Transport for Fetch {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        let address = format!("{}{}", backend.base.trim().trim_end_matches('/'), request.path);
        let asked = async {
            let headers = headers(backend, &request).await?;
            let patience = u32::from(backend.timeout_seconds).saturating_mul(1000);
            fetch(&address, request.method, headers, request.body.as_deref(), patience).await
        };
        asked.await.map_err(no_answer)
    }

    async fn download(&self, backend: &Backend, path: &str) -> Result<Download, NoAnswer> {
        let request =
            Request { method: Method::Get, path: path.into(), media_type: None, idempotency_key: None, body: None };
        let address = format!("{}{path}", backend.base.trim().trim_end_matches('/'));
        let asked = async {
            let headers = headers(backend, &request).await?;
            let patience = u32::from(backend.timeout_seconds).saturating_mul(1000);
            exchange(&address, Method::Get, headers, None, patience, async |response| {
                let status = response.status();
                Ok(Download {
                    status,
                    content_type: header(response, "content-type"),
                    redirected: is_redirect(response),
                    bytes: if status == 200 { body(response, LONGEST_DOWNLOAD).await? } else { Vec::new() },
                })
            })
            .await
        };
        asked.await.map_err(no_answer)
    }

    async fn obstacle(&self, backend: &Backend) -> Obstacle {
        let base = backend.base.trim();
        let https = web_sys::window().is_some_and(|window| window.location().protocol().as_deref() == Ok("https:"));
        // Browsers trust their own machine without a certificate.
        let own_machine = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
        if https && base.starts_with("http://") && !own_machine.iter().any(|machine| base.starts_with(machine)) {
            return Obstacle::MixedContent;
        }
        match is_there(base).await {
            Ok(()) => Obstacle::OtherOrigin,
            Err(_) => Obstacle::Unreachable,
        }
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        let asked = async {
            let answer = fetch(OWN_RECEIVER, Method::Get, Headers::new()?, None, OWN_RECEIVER_WITHIN_MS).await?;
            if answer.status != 200 || answer.redirected {
                return Err(JsError::new("NotFoundError", format!("{OWN_RECEIVER} answers {}", answer.status)));
            }
            let mut backend: Backend = serde_json::from_str(&answer.body)
                .map_err(|error| JsError::new("DataError", format!("{OWN_RECEIVER}: {error}")))?;
            if backend.is_own_receiver() {
                return Err(JsError::new("DataError", format!("{OWN_RECEIVER} names no base")));
            }
            // A base may be an address on this origin.
            let origin = web_sys::window().ok_or_else(|| JsError::missing("window"))?.location().origin()?;
            backend.base = Url::new_with_base(&backend.base, &origin)?.href();
            Ok(backend)
        };
        asked.await.map_err(no_answer)
    }
}

async fn headers(backend: &Backend, request: &Request) -> Result<Headers, JsError> {
    let headers = Headers::new()?;
    let token = backend.token.trim();
    match backend.token_header.trim() {
        _ if token.is_empty() => {}
        "" => headers.set("authorization", &format!("Bearer {token}"))?,
        header => headers.set(header, token)?,
    }
    if let Some(media_type) = &request.media_type {
        headers.set("content-type", media_type)?;
    }
    if let Some(key) = &request.idempotency_key {
        headers.set("idempotency-key", key)?;
    }
    if let Some(body) = &request.body {
        headers.set("content-digest", &format!("sha-256=:{}:", STANDARD.encode(crypto::sha256(body).await?)))?;
    }
    Ok(headers)
}

/// Whether anything answers at an address, whatever it says: such a request needs nobody's leave, and its answer can't be read.
async fn is_there(address: &str) -> Result<(), JsError> {
    let window = web_sys::window().ok_or_else(|| JsError::missing("window"))?;
    let controller = AbortController::new()?;
    let init = RequestInit::new();
    init.set_mode(RequestMode::NoCors);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&controller.signal()));
    let _ends = AbortOnDrop(controller);
    let request = web_sys::Request::new_with_str_and_init(address, &init)?;
    let answer = JsFuture::from(window.fetch_with_request(&request));
    match select(pin!(answer), TimeoutFuture::new(LOOK_WITHIN_MS)).await {
        Either::Left((answer, _)) => Ok(answer.map(|_| ())?),
        Either::Right(_) => Err(JsError::new("TimeoutError", format!("nothing within {} s", LOOK_WITHIN_MS / 1000))),
    }
}

async fn fetch(
    address: &str,
    method: Method,
    headers: Headers,
    body: Option<&[u8]>,
    patience: u32,
) -> Result<Answer, JsError> {
    exchange(address, method, headers, body, patience, async |response| answer(response).await).await
}

/// `patience`: milliseconds an answer may take with what `read` makes of it, the time of sending not counted.
async fn exchange<T>(
    address: &str,
    method: Method,
    headers: Headers,
    body: Option<&[u8]>,
    patience: u32,
    read: impl AsyncFnOnce(&Response) -> Result<T, JsError>,
) -> Result<T, JsError> {
    let window = web_sys::window().ok_or_else(|| JsError::missing("window"))?;
    let controller = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method(match method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Put => "PUT",
        Method::Post => "POST",
    });
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = body {
        init.set_body(&Uint8Array::from(body));
    }
    // Aborts the request also when whoever asked has stopped waiting.
    let _ends = AbortOnDrop(controller);
    let request = web_sys::Request::new_with_str_and_init(address, &init)?;
    let answer = async {
        let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.unchecked_into();
        read(&response).await
    };
    let within = time_for(body.map_or(0, <[u8]>::len), patience);
    match select(pin!(answer), TimeoutFuture::new(within)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(JsError::new("TimeoutError", format!("no answer within {} s", within / 1000))),
    }
}

/// Milliseconds for a request with a body of this length.
fn time_for(length: usize, patience: u32) -> u32 {
    let sending = (length / SLOWEST_LINE).saturating_mul(1000);
    patience.saturating_add(u32::try_from(sending).unwrap_or(u32::MAX)).min(i32::MAX as u32)
}

async fn answer(response: &Response) -> Result<Answer, JsError> {
    Ok(Answer {
        status: response.status(),
        content_type: header(response, "content-type"),
        retry_after: header(response, "retry-after"),
        redirected: is_redirect(response),
        body: String::from_utf8_lossy(&body(response, LONGEST_ANSWER).await?).into_owned(),
    })
}

/// The browser hides everything about a redirect it was told not to follow, even its status.
fn is_redirect(response: &Response) -> bool {
    response.type_() == ResponseType::Opaqueredirect || response.redirected()
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// The body's first bytes, at most so many.
async fn body(response: &Response, longest: usize) -> Result<Vec<u8>, JsError> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    while body.len() < longest {
        let chunk = JsFuture::from(reader.read()).await?;
        if member(&chunk, "done").is_truthy() {
            break;
        }
        body.extend(as_bytes(&member(&chunk, "value")).unwrap_or_default());
    }
    body.truncate(longest);
    Ok(body)
}

struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn no_answer(error: JsError) -> NoAnswer {
    NoAnswer { cause: error.to_string() }
}
