//! What an answer means: the table of the contract, line by line.
//!
//! Invariant: nothing here makes a sheet delivered but a 2xx to its POST, or a 409 that carries its digest.

use serde_json::Value;
use walkaround_contract::{Id, Receipt, Timestamp};

use super::delivery::{BackendPause, DeliveryState, Failure, FailureKind};
use super::schedule::{back_off_ms, retry_after_ms};
use super::{Next, OutboxEntry, words};

/// What came back. No answer at all is not an `Answer`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// 0 where the browser hides it (a redirect that was not followed).
    pub status: u16,
    pub content_type: Option<String>,
    pub retry_after: Option<String>,
    /// True where the browser followed or was given a redirect.
    pub redirected: bool,
    /// At most 64 KiB of the body.
    pub body: String,
}

/// What the runner does after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Ask the next thing of the same entry.
    Continue,
    /// This entry has had its turn; go on with the others.
    NextEntry,
    /// The backend can't be reached or asks for patience: the others would fare no better now.
    Rest,
    /// Nothing more to this backend until a person has looked.
    Pause(BackendPause),
}

/// What a status means for any request.
enum Meaning {
    Success,
    Retry(FailureKind),
    /// Retry, and leave the backend alone for now.
    Rest(FailureKind),
    Pause(BackendPause),
    Attention,
}

/// Takes in an answer. `random` spreads the retries of many tablets.
pub fn on_answer(entry: &mut OutboxEntry, asked: Next, answer: &Answer, now: Timestamp, random: u32) -> Then {
    let attachment = match asked {
        Next::Nothing => return Then::NextEntry,
        Next::Head { attachment } => match answer.status {
            200 if !is_page(answer) => return attachment_done(entry, attachment),
            // Not there, or an answer that does not say so clearly: sending it again costs time, not sending it costs the photo.
            404 | 201..=299 if !is_page(answer) => {
                entry.delivery.lacking = Some(attachment);
                return Then::Continue;
            }
            _ => Some(attachment),
        },
        Next::Put { attachment } => Some(attachment),
        Next::Post => None,
    };
    let failure = |kind| Failure {
        kind,
        at: now,
        attachment,
        status: (answer.status != 0).then_some(answer.status),
        words: words::own_words(answer.content_type.as_deref(), &answer.body),
    };
    match meaning(answer) {
        Meaning::Success => match attachment {
            Some(attachment) => attachment_done(entry, attachment),
            None => delivered(entry, answer, now, failure),
        },
        Meaning::Retry(kind) => {
            retry(entry, failure(kind), answer.retry_after.as_deref(), now, random, Then::NextEntry)
        }
        Meaning::Rest(FailureKind::NotABackend) => {
            // Whatever answered this may have answered for the attachments too: nothing it said is believed.
            entry.delivery.attachments_done.clear();
            entry.delivery.lacking = None;
            retry(entry, failure(FailureKind::NotABackend), answer.retry_after.as_deref(), now, random, Then::Rest)
        }
        Meaning::Rest(kind) => retry(entry, failure(kind), answer.retry_after.as_deref(), now, random, Then::Rest),
        Meaning::Pause(pause) => {
            entry.delivery.state = DeliveryState::Queued;
            entry.delivery.failure = Some(failure(match pause {
                BackendPause::Credentials => FailureKind::Credentials,
                BackendPause::WrongAddress => FailureKind::WrongAddress,
            }));
            Then::Pause(pause)
        }
        Meaning::Attention if answer.status == 409 && attachment.is_none() => conflict(entry, answer, now, failure),
        Meaning::Attention => attention(entry, failure(FailureKind::Refused)),
    }
}

/// Takes in that no answer came.
pub fn on_no_answer(entry: &mut OutboxEntry, asked: Next, cause: &str, now: Timestamp, random: u32) -> Then {
    let attachment = match asked {
        Next::Head { attachment } | Next::Put { attachment } => Some(attachment),
        Next::Post | Next::Nothing => None,
    };
    // The bytes may have arrived although the answer did not: ask again before sending them again.
    entry.delivery.lacking = None;
    let failure = Failure {
        kind: FailureKind::NoAnswer { cause: cause.to_owned() },
        at: now,
        attachment,
        status: None,
        words: None,
    };
    retry(entry, failure, None, now, random, Then::Rest)
}

fn meaning(answer: &Answer) -> Meaning {
    if is_page(answer) {
        return Meaning::Rest(FailureKind::NotABackend);
    }
    match answer.status {
        200..=299 => Meaning::Success,
        401 | 403 => Meaning::Pause(BackendPause::Credentials),
        404 | 405 | 300..=399 => Meaning::Pause(BackendPause::WrongAddress),
        408 | 425 | 429 | 503 => Meaning::Rest(FailureKind::Busy),
        400..=499 => Meaning::Attention,
        _ => Meaning::Retry(FailureKind::ServerError),
    }
}

/// A redirect (whose target the browser does not tell) or a 2xx with a web page.
fn is_page(answer: &Answer) -> bool {
    answer.redirected
        || ((200..=299).contains(&answer.status) && words::is_html(answer.content_type.as_deref(), &answer.body))
}

fn attachment_done(entry: &mut OutboxEntry, attachment: Id) -> Then {
    entry.delivery.attachments_done.insert(attachment);
    entry.delivery.lacking = None;
    entry.delivery.attempts = 0;
    entry.delivery.failure = None;
    Then::Continue
}

/// A 2xx to the POST.
fn delivered(
    entry: &mut OutboxEntry,
    answer: &Answer,
    now: Timestamp,
    failure: impl Fn(FailureKind) -> Failure,
) -> Then {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let member = |name: &str| body.get(name).and_then(Value::as_str);
    if let (Some(sheet_id), Some(digest)) = (member("sheet_id"), member("digest")) {
        // A backend that answers for another sheet has not taken this one.
        if !sheet_id.eq_ignore_ascii_case(&entry.sheet.id.to_string())
            || !digest.eq_ignore_ascii_case(&entry.sheet.digest)
        {
            return attention(entry, failure(FailureKind::ReceiptMismatch));
        }
    }
    match serde_json::from_value::<Receipt>(body) {
        Ok(receipt) => settle(entry, DeliveryState::Delivered { at: now, receipt: Some(receipt) }),
        Err(_) => settle(entry, DeliveryState::Unconfirmed { at: now }),
    }
}

/// A 409 to the POST: delivered earlier if it carries our digest as its member `digest`. Only there: an error that mentions the
/// digest it refuses would mention ours too.
fn conflict(
    entry: &mut OutboxEntry,
    answer: &Answer,
    now: Timestamp,
    failure: impl Fn(FailureKind) -> Failure,
) -> Then {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    match body.get("digest").and_then(Value::as_str) {
        Some(digest) if digest.eq_ignore_ascii_case(&entry.sheet.digest) => {
            let receipt =
                serde_json::from_value::<Receipt>(body).ok().filter(|receipt| receipt.sheet_id == entry.sheet.id);
            settle(entry, DeliveryState::Delivered { at: now, receipt })
        }
        Some(_) => attention(entry, failure(FailureKind::OtherSheetKept)),
        None => attention(entry, failure(FailureKind::Refused)),
    }
}

fn settle(entry: &mut OutboxEntry, state: DeliveryState) -> Then {
    entry.delivery.state = state;
    entry.delivery.attempts = 0;
    entry.delivery.failure = None;
    Then::NextEntry
}

fn attention(entry: &mut OutboxEntry, failure: Failure) -> Then {
    entry.delivery.state = DeliveryState::NeedsAttention;
    entry.delivery.failure = Some(failure);
    Then::NextEntry
}

fn retry(
    entry: &mut OutboxEntry,
    failure: Failure,
    retry_after: Option<&str>,
    now: Timestamp,
    random: u32,
    then: Then,
) -> Then {
    entry.delivery.attempts = entry.delivery.attempts.saturating_add(1);
    let wait = retry_after
        .and_then(|text| retry_after_ms(text, now))
        .unwrap_or_else(|| back_off_ms(entry.delivery.attempts, random));
    entry.delivery.state = DeliveryState::RetryAt { unix_ms: now.unix_ms() + wait };
    entry.delivery.failure = Some(failure);
    then
}
