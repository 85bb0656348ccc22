//! Who may deliver, and who may look.
//!
//! Invariant: a token is stored as its SHA-256 only, and compared in constant time. A token is 32 random bytes, so there is nothing to guess and a slow hash
//! would buy nothing. The one exception is the token of the served app, which has to be handed out again after a restart; see [`crate::http::config_document`].

use std::{io, sync::Arc};

use axum::http::{HeaderMap, header};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use subtle::ConstantTimeEq;

use crate::{
    digest::Sha256Digest,
    store::{StoreError, TokenStore},
};

/// Random bytes from the operating system.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Failed(Box::new(io::Error::other(error.to_string()))))?;
    Ok(bytes)
}

/// A new token: `wa_` and 32 random bytes in base64url.
pub fn new_token() -> Result<String, StoreError> {
    Ok(format!("wa_{}", URL_SAFE_NO_PAD.encode(random_bytes::<32>()?)))
}

/// What is stored of a token.
pub fn token_hash(token: &str) -> Sha256Digest {
    Sha256Digest::of(token.as_bytes())
}

/// The tokens that open this receiver: those given at the start, and those in the database.
#[derive(Clone)]
pub struct Tokens {
    given: Arc<[(String, Sha256Digest)]>,
    stored: Arc<dyn TokenStore>,
}

impl Tokens {
    /// `given` are names and tokens from a file or the environment.
    pub fn new(given: &[(String, String)], stored: Arc<dyn TokenStore>) -> Self {
        Self { given: given.iter().map(|(name, token)| (name.clone(), token_hash(token))).collect(), stored }
    }

    /// The name of a token, if it is one of ours. Looks at every token whatever it finds, so that the time taken says nothing.
    pub async fn name_of(&self, token: &str) -> Result<Option<String>, StoreError> {
        let hash = token_hash(token);
        let mut found = None;
        for (name, known) in self.given.iter().cloned().chain(self.stored.tokens().await?) {
            if bool::from(known.as_bytes().ct_eq(hash.as_bytes())) {
                found = Some(name);
            }
        }
        Ok(found)
    }
}

/// The token of `Authorization: Bearer`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    credentials(headers, "bearer")
}

/// The password of `Authorization: Basic`; any user name will do.
pub fn basic_password(headers: &HeaderMap) -> Option<String> {
    let decoded = STANDARD.decode(credentials(headers, "basic")?).ok()?;
    let (_, password) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some(password.to_owned())
}

fn credentials<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, rest) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

/// Whether a request was made on this machine, to this machine, by a browser that knows it by a local name.
///
/// A loopback listener alone does not say that: a proxy in front of it brings the world along, and a page elsewhere can point its own name at 127.0.0.1
/// (DNS rebinding). Both give themselves away by the name they call the receiver, or by the headers a proxy adds.
pub fn is_local(bound_to_loopback: bool, headers: &HeaderMap) -> bool {
    let proxied = ["forwarded", "x-forwarded-for", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    bound_to_loopback
        && !proxied
        && headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(is_local_name)
}

fn is_local_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "[::1]") || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().expect("header name"), value.parse().expect("header value")))
            .collect()
    }

    #[test]
    fn only_this_machine_is_local() {
        let check = |bound, pairs: &[(&'static str, &'static str)], expected| {
            assert_eq!(is_local(bound, &headers(pairs)), expected, "{pairs:?}")
        };
        check(true, &[("host", "127.0.0.1:8787")], true);
        check(true, &[("host", "localhost")], true);
        check(true, &[("host", "[::1]:8787")], true);
        check(true, &[("host", "[::1]")], true);
        check(false, &[("host", "127.0.0.1:8787")], false);
        check(true, &[("host", "evil.example")], false);
        check(true, &[("host", "127.0.0.1.evil.example:80")], false);
        check(true, &[("host", "127.0.0.1"), ("x-forwarded-for", "203.0.113.9")], false);
        check(true, &[], false);
    }

    #[test]
    fn credentials_are_read_by_scheme() {
        assert_eq!(bearer(&headers(&[("authorization", "bearer wa_x")])), Some("wa_x"));
        assert_eq!(bearer(&headers(&[("authorization", "Basic dTpw")])), None);
        assert_eq!(basic_password(&headers(&[("authorization", "Basic dTpwOnE=")])).as_deref(), Some("p:q"));
        assert_eq!(basic_password(&headers(&[("authorization", "Basic !")])), None);
    }
}
