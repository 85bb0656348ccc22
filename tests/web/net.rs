//! The transport: what goes out, and what is made of what comes back.

use walkaround::domain::backend::Backend;
use walkaround::platform::net::Fetch;
use walkaround::ports::{Method, Request, Transport};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ports_suite::download;
use crate::script::{Undo, replaced, run};

/// Answers every request with what `answer` (an expression of JavaScript) is, and keeps the request as `asked`.
fn answering(answer: &str) -> Undo {
    replaced(
        "window",
        "fetch",
        &format!(
            "{{ value: async request => {{
                 globalThis.asked = request.clone();
                 globalThis.askedBody = new Uint8Array(await request.clone().arrayBuffer());
                 return {answer};
             }} }}"
        ),
    )
}

fn backend() -> Backend {
    Backend { base: " https://dms.example/hooks/ ".into(), token: "secret".into(), ..Backend::default() }
}

fn get() -> Request {
    Request { method: Method::Get, path: "/health".into(), media_type: None, idempotency_key: None, body: None }
}

fn text(expression: &str) -> String {
    run(&format!("return String({expression})")).as_string().expect("String() gives text")
}

#[wasm_bindgen_test]
async fn sends_the_request_and_nothing_else() {
    let _undo = answering(
        "new Response('{\"ok\":true}', { status: 201, headers: { 'content-type': 'application/json', 'retry-after': '7' } })",
    );
    let request = Request {
        method: Method::Post,
        path: "/intake-sheets".into(),
        media_type: Some("application/json".into()),
        idempotency_key: Some("0190".into()),
        body: Some(b"hello".to_vec()),
    };
    let answer = Fetch.send(&backend(), request).await.expect("it is answered");
    assert_eq!((answer.status, answer.redirected, answer.body.as_str()), (201, false, "{\"ok\":true}"));
    assert_eq!((answer.content_type.as_deref(), answer.retry_after.as_deref()), (Some("application/json"), Some("7")));
    assert_eq!(text("`${asked.method} ${asked.url}`"), "POST https://dms.example/hooks/intake-sheets");
    assert_eq!(text("`${asked.credentials} ${asked.cache} ${asked.redirect}`"), "omit no-store manual");
    assert_eq!(text("new TextDecoder().decode(askedBody)"), "hello");
    // The digest is RFC 9530's own form; its value is SHA-256 of `hello`.
    assert_eq!(
        text("[...asked.headers].map(pair => pair.join(': ')).join('\\n')"),
        "authorization: Bearer secret\n\
         content-digest: sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:\n\
         content-type: application/json\n\
         idempotency-key: 0190"
    );
}

#[wasm_bindgen_test]
async fn a_bare_request_has_no_headers() {
    let _undo = answering("new Response(null, { status: 404 })");
    let answer =
        Fetch.send(&Backend { base: "/api/v1".into(), ..Backend::default() }, get()).await.expect("it is answered");
    assert_eq!((answer.status, answer.body.as_str(), answer.content_type), (404, "", None));
    assert_eq!(text("[...asked.headers].length"), "0");
    assert_eq!(text("asked.url"), text("location.origin + '/api/v1/health'"));
}

#[wasm_bindgen_test]
async fn only_the_beginning_of_an_answer_is_read() {
    let _undo = answering("new Response('x'.repeat(1_000_000))");
    assert_eq!(Fetch.send(&backend(), get()).await.expect("it is answered").body.len(), 64 * 1024);
}

#[wasm_bindgen_test]
async fn a_document_comes_whole_or_not_at_all() {
    download::a_document_comes_whole_or_not_at_all(&Fetch, |(status, kind, body)| {
        answering(&format!("new Response({body:?}, {{ status: {status}, headers: {{ 'content-type': '{kind}' }} }})"))
    })
    .await;
    assert_eq!(text("`${asked.method} ${asked.url}`"), "GET https://dms.example/api/template");
    assert_eq!(text("`${asked.credentials} ${asked.cache} ${asked.redirect}`"), "omit no-store manual");
    assert_eq!(text("[...asked.headers].map(pair => pair.join(': ')).join('\\n')"), "authorization: Bearer secret");
}

#[wasm_bindgen_test]
async fn a_redirect_is_seen() {
    let _undo = answering("Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })");
    assert!(Fetch.send(&backend(), get()).await.expect("it is answered").redirected);
    assert!(Fetch.download(&backend(), "/template").await.expect("it is answered").redirected);
}

#[wasm_bindgen_test]
async fn no_answer_has_its_cause() {
    let _undo = answering("await Promise.reject(new TypeError('Failed to fetch'))");
    let none = Fetch.send(&backend(), get()).await.expect_err("nobody answers");
    assert_eq!(none.cause, "TypeError: Failed to fetch");
    let nonsense = Backend { base: "http://[".into(), ..Backend::default() };
    assert!(Fetch.send(&nonsense, get()).await.is_err(), "an address that is none is no answer either");
}

#[wasm_bindgen_test]
async fn a_token_that_is_no_header_is_no_answer() {
    let odd = Backend { token: "two\nlines".into(), ..backend() };
    assert!(Fetch.send(&odd, get()).await.is_err());
}

#[wasm_bindgen_test]
async fn the_own_receiver_says_its_base() {
    {
        let _undo = answering("new Response('{\"base\":\"/api/v1\",\"token\":\"t\"}')");
        let own = Fetch.own_receiver().await.expect("it is answered");
        assert_eq!((own.base, own.token.as_str()), (text("location.origin + '/api/v1'"), "t"));
        assert_eq!(text("new URL(asked.url).pathname"), "/walkaround.json");
    }
    for none in ["new Response('<!doctype html>')", "new Response('{}')", "new Response('{}', { status: 404 })"] {
        let _undo = answering(none);
        assert!(Fetch.own_receiver().await.is_err(), "{none}");
    }
}
