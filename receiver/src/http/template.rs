//! `GET /template`: the shop's checklist, for the tablets that ask for it.
//!
//! Invariant: what is handed out is a template that the contract accepts, in its canonical form, as the file was when the receiver started.

use std::{fmt, fs, io, path::Path, sync::Arc};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use walkaround_contract::{CanonicalError, canonical::sha256_hex, read_template};

use super::{Desk, Device};
use crate::problem::{Fault, Problem};

/// The shop's checklist, ready to be handed out.
#[derive(Clone, Debug)]
pub struct ServedTemplate {
    canonical: Bytes,
    /// The template's digest, in quotes.
    tag: HeaderValue,
}

/// Why a file is no checklist that can be handed out.
#[derive(Debug)]
pub enum TemplateFault {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// The contract refuses it: what is wrong and where.
    Refused(Vec<Fault>),
    /// It has no canonical form.
    NoCanonicalForm(CanonicalError),
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(_) => f.write_str("the file cannot be read"),
            Self::Refused(faults) => {
                f.write_str("it breaks the contract")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
            Self::NoCanonicalForm(_) => f.write_str("it has no canonical form"),
        }
    }
}

impl std::error::Error for TemplateFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::Refused(_) => None,
            Self::NoCanonicalForm(error) => Some(error),
        }
    }
}

impl ServedTemplate {
    /// Reads and checks the file.
    pub fn open(file: &Path) -> Result<Self, TemplateFault> {
        let bytes = fs::read(file).map_err(TemplateFault::Unreadable)?;
        // Words of a newer version are no fault: the tablet keeps them, too.
        let (template, _unknown) = read_template(&bytes).map_err(TemplateFault::Refused)?;
        let canonical = template.canonical_bytes().map_err(TemplateFault::NoCanonicalForm)?;
        let tag = HeaderValue::from_str(&format!("\"{}\"", sha256_hex(&canonical))).expect("hex digits are ASCII");
        Ok(Self { canonical: canonical.into(), tag })
    }
}

pub(super) async fn get(State(desk): State<Arc<Desk>>, _: Device, headers: HeaderMap) -> Result<Response, Problem> {
    let template = desk.template.as_ref().ok_or(Problem::NotFound("checklist"))?;
    let caching = [
        (header::ETAG, template.tag.clone()),
        // It may be kept, and is asked for again each time; not by a cache that serves others, because it wants a token.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    if is_known(&headers, &template.tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((caching, [(header::CONTENT_TYPE, "application/json")], template.canonical.clone()).into_response())
}

/// Whether whoever asks has it already (RFC 9110, 13.1.2: a weak comparison).
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes())
}
