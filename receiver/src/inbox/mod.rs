//! The inbox: what has been received, for people, at `/inbox`.
//!
//! Invariants: pages are made here and run no script; every text of a sheet goes through the template's escaping; at this machine the inbox is open, from
//! anywhere else it wants a device token as the password of HTTP Basic.

mod coverage;
mod drawing;
mod evidence;
mod findings;
mod list;
mod people;
mod photos;
mod sheet;
mod view;
mod words;
mod work;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{DOCTYPE, Markup, html};
use tower_http::compression::CompressionLayer;
use walkaround_contract::Id;

use self::view::View;
use crate::{
    auth,
    http::{self, Desk},
    problem::Problem,
    store::StoredSheet,
};

/// The app's own look, and the little that only these pages have.
const STYLE: &str = concat!(
    include_str!("../../../style/main.css"),
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/words.css"),
    include_str!("../../../style/components/button.css"),
    include_str!("../../../style/components/field.css"),
    include_str!("../../../style/components/card.css"),
    include_str!("../../../style/components/message.css"),
    include_str!("../../../style/components/pin.css"),
    include_str!("../../../style/components/vehicle.css"),
    include_str!("../../../style/components/ink.css"),
    include_str!("inbox.css"),
    include_str!("../../../style/utilities.css"),
);
const ICON: &str = include_str!("../../../public/icons/icon.svg");
const ICONS: &str = include_str!("../../../style/icons.svg");

/// Nothing but what this server sends, and nothing of it runs.
const POLICY: &str = "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

pub(crate) fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    let pages = Router::new()
        .route("/inbox", get(list::page))
        .route("/inbox/", get(async || Redirect::permanent("/inbox")))
        .route("/inbox/{sheet_id}", get(sheet::page))
        .route("/inbox/{sheet_id}/sheet.json", get(raw))
        .route("/inbox/inbox.css", get(async || asset("text/css; charset=utf-8", STYLE)))
        .route("/inbox/icon.svg", get(async || asset("image/svg+xml", ICON)))
        .route("/inbox/icons.svg", get(async || asset("image/svg+xml", ICONS)))
        .layer(CompressionLayer::new());
    // Photos are compressed as they are, and players want to know how long a clip is.
    let attachments = Router::new().route("/inbox/attachments/{sha256}", get(attachment));
    pages.merge(attachments).layer(from_fn_with_state(desk.clone(), admit))
}

async fn admit(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    match may_look(&desk, request.headers()).await {
        Ok(()) => next.run(request).await,
        Err(problem) => Failure(View::of(request.uri().query(), request.headers()), problem).into_response(),
    }
}

async fn may_look(desk: &Desk, headers: &HeaderMap) -> Result<(), Problem> {
    if desk.is_local(headers) {
        return Ok(());
    }
    let password = auth::basic_password(headers).ok_or(Problem::InboxLocked)?;
    desk.tokens.name_of(&password).await?.map(|_| ()).ok_or(Problem::InboxLocked)
}

/// A file of the inbox. It is asked for again each time: it changes with the receiver, and its address does not.
fn asset(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

async fn attachment(
    State(desk): State<Arc<Desk>>,
    Path(address): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    http::content(&desk, &address, &headers).await
}

/// The sheet's JSON, byte for byte.
async fn raw(State(desk): State<Arc<Desk>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let stored = find(&desk, &id).await.map_err(|problem| Failure(View::of(None, &headers), problem))?;
    let name =
        HeaderValue::from_str(&format!("inline; filename=\"{}.json\"", stored.listed.line.id)).expect("an id is ASCII");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, stored.body).into_response())
}

async fn find(desk: &Desk, id: &str) -> Result<StoredSheet, Problem> {
    let id = Id::try_parse(id).map_err(|_| Problem::NotFound("sheet"))?;
    desk.sheets.sheet(id).await?.ok_or(Problem::NotFound("sheet"))
}

/// What goes wrong, as a page.
struct Failure(View, Problem);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(view, problem) = self;
        let words = view.words();
        let (title, text) = match problem {
            Problem::NotFound(_) => (words.not_found_title, words.not_found_text),
            Problem::InboxLocked => (words.locked_title, words.locked_text),
            _ => (words.broken_title, words.broken_text),
        };
        // Status and headers (the request for a password among them) are the same as for programs.
        let (mut parts, _) = problem.into_response().into_parts();
        parts.headers.remove(header::CONTENT_TYPE);
        let page = document(
            &view,
            title,
            html! {
                header.inbox-top { h1.grow { (title) } }
                main.inbox-page {
                    div.empty {
                        (view::icon("circle-alert", "i i-xl"))
                        p { (text) }
                        a.btn href=(view.link("/inbox", &[])) { (words.back) }
                    }
                }
            },
        );
        (parts.status, parts.headers, page).into_response()
    }
}

/// A whole page.
fn document(view: &View, title: &str, body: Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(view.language.tag()) data-theme=[view.theme()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                link rel="icon" href="/inbox/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/inbox/inbox.css";
            }
            body { (body) }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ];
    (headers, page.into_string()).into_response()
}
