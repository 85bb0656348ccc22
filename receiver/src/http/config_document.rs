//! `GET /walkaround.json`: where the served app delivers to, and with which token, so that nobody has to set it up.
//!
//! The app and the receiver share an origin, so the address is known: `/api/v1`. The token is the question. A cookie would do for this one receiver, but
//! the contract speaks of bearer tokens, and the app should have one way to deliver, whatever the backend. So the receiver makes one token for the app it
//! serves and hands it out here, to whoever can open the app:
//! - At this machine (a loopback listener, called by a local name, with no proxy in between) the token is handed out. Who sits at the machine could read the
//!   folder as well.
//! - Anywhere else it is not, unless `--open-config` says so: on a shop's own network that is a fair trade, on the internet it would be an open door.
//!   Without a token the document still names the address, and the advisor enters a token from `token new` in the app's settings.
//!
//! As soon as the shop issues tokens of its own, no token is made for the app any more, except by `--open-config`.
//!
//! The document is never cached, has no CORS headers (other origins cannot read it), and this token is the only one kept in the clear: the same app has
//! to get the same token after a restart, and from every receiver before one database. It lies in a file that only the receiver's user can read, or in
//! PostgreSQL beside the sheets.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;

use super::Desk;

/// Name of the app's token in the list of tokens.
pub const APP_TOKEN: &str = "default";

/// What the app is told.
pub struct Handed {
    /// The token made for the app, if there is one.
    pub token: Option<String>,
    /// Whether everybody is told it.
    pub to_everybody: bool,
}

#[derive(Serialize)]
struct ConfigDocument<'a> {
    base: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

pub(super) async fn get(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let open = desk.handed.to_everybody || desk.is_local(&headers);
    super::json(&ConfigDocument { base: "/api/v1", token: desk.handed.token.as_deref().filter(|_| open) })
}
