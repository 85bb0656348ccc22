//! The HTTP face: which address leads where, and what every answer carries.

mod app;
mod attachments;
pub mod config_document;
mod log;
mod ranges;
mod sheets;
mod template;
mod vehicles;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header, request::Parts},
    middleware::{from_fn, map_response},
    response::{IntoResponse, Response},
    routing::{get, head, post},
};
use tower_http::{
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
};
use walkaround_contract::{Health, VERSION};

use crate::{
    auth::{self, Tokens},
    body,
    digest::CONTENT_DIGEST,
    inbox,
    problem::Problem,
    store::{AttachmentStore, SheetStore, receiver_time},
};

pub use app::AppFolder;
pub(crate) use attachments::{content, media_type_to_serve};
pub use template::{ServedTemplate, TemplateFault};

/// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// How large bodies may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A sheet's JSON. Ink is the bulk of it: two signatures of a minute at 240 points a second are about 1 MB.
    pub sheet_bytes: u64,
    /// One attachment. A photo of 1600 px is under 1 MB, a minute of audio as well; a short video is not.
    pub attachment_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sheet_bytes: 8 << 20, attachment_bytes: 64 << 20 }
    }
}

/// What every handler works with.
pub struct Desk {
    /// Where sheets are kept.
    pub sheets: Arc<dyn SheetStore>,
    /// Where attachments are kept.
    pub attachments: Arc<dyn AttachmentStore>,
    /// Who may deliver.
    pub tokens: Tokens,
    /// How large bodies may be.
    pub limits: Limits,
    /// The app that is served, if one is.
    pub app: Option<AppFolder>,
    /// The shop's checklist, if one is handed out.
    pub template: Option<ServedTemplate>,
    /// What the app is told about this receiver.
    pub handed: config_document::Handed,
    /// Whether the listener can be reached from this machine only.
    pub bound_to_loopback: bool,
}

impl Desk {
    /// Whether a request comes from a person at this machine; see [`auth::is_local`].
    pub(crate) fn is_local(&self, headers: &HeaderMap) -> bool {
        auth::is_local(self.bound_to_loopback, headers)
    }
}

/// Everything this receiver answers.
pub fn router(desk: Arc<Desk>) -> Router {
    let api = Router::new()
        .route("/intake-sheets", post(sheets::post))
        .route("/attachments/{sha256}", head(attachments::head).get(attachments::get).put(attachments::put))
        .route("/vehicles/{vin_or_plate}/last-sheet", get(vehicles::last_sheet))
        .route("/template", get(template::get))
        .route("/health", get(health))
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .fallback(async || Problem::NotFound("resource"))
        .layer(from_fn(body::linger))
        .layer(cors());
    let app = Router::new()
        .route("/walkaround.json", get(config_document::get))
        .fallback(app::serve)
        .layer(CompressionLayer::new());
    Router::new()
        .nest("/api/v1", api)
        .merge(inbox::routes(&desk))
        .merge(app)
        .layer(map_response(secure))
        .layer(from_fn(log::log))
        .with_state(desk)
}

/// Browsers on another origin may call the API: it takes a bearer token and no cookie, so no page can use somebody else's standing.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::PUT, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, CONTENT_DIGEST, IDEMPOTENCY_KEY])
        .expose_headers([header::RETRY_AFTER])
        // A page on the internet that calls a receiver on the shop's network has to be let in by name (Private Network Access).
        .allow_private_network(true)
        .max_age(std::time::Duration::from_secs(24 * 60 * 60))
}

async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
        ),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The device that delivers, by the name of its token.
pub(crate) struct Device(pub String);

impl FromRequestParts<Arc<Desk>> for Device {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let token = auth::bearer(&parts.headers).ok_or(Problem::Unauthorized)?;
        desk.tokens.name_of(token).await?.map(Self).ok_or(Problem::Unauthorized)
    }
}

/// `GET /health`. Needs no token, so that a load balancer can ask; a token that is sent is checked, so that a connection test learns about it.
async fn health(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Result<Response, Problem> {
    desk.sheets.ready().await?;
    if headers.contains_key(header::AUTHORIZATION) {
        let name = match auth::bearer(&headers) {
            Some(token) => desk.tokens.name_of(token).await?,
            None => None,
        };
        name.ok_or(Problem::Unauthorized)?;
    }
    Ok(json(&Health {
        status: "ok".to_owned(),
        software: Some(concat!("walkaround-receiver ", env!("CARGO_PKG_VERSION")).to_owned()),
        contract_version: Some(VERSION.to_owned()),
        time: Some(receiver_time().to_string()),
        ..Health::default()
    }))
}

/// A JSON answer that nobody stores.
fn json(value: &impl serde::Serialize) -> Response {
    let body = serde_json::to_vec(value).expect("answers are made of strings and numbers, which always serialise");
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body).into_response()
}
