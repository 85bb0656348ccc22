//! Empties the outbox as far as it goes now: asks `domain::outbox` what is next, sends it, writes down what came of it.
//!
//! Invariant: what an answer changed is in storage before the next request goes out, so that a death of the process at any moment costs
//! a repeated request and nothing else. No browser in here: timers, events and locks are the caller's, one run at a time.

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;

use walkaround_contract::Id;

use crate::domain::backend::{Backend, Profile};
use crate::domain::outbox::{
    BackendPause, DeliveryState, LONGEST_BACK_OFF_MS, Next, OutboxEntry, Part, Then, choose_next, inline, multipart,
    next_request, next_wake, on_answer, on_no_answer,
};
use crate::ports::{Clock, Method, OutboxRepo, PhotoRepo, Request, StorageError, Transport};

/// What a run needs of the world.
#[derive(Clone, Copy)]
pub struct SyncPorts<'a> {
    pub outbox: &'a dyn OutboxRepo,
    pub photos: &'a dyn PhotoRepo,
    pub transport: &'a dyn Transport,
    pub clock: &'a dyn Clock,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunOutcome {
    /// Milliseconds until the next run is due; `None` if nothing goes out by itself.
    pub next_wake: Option<i64>,
    /// A person has to look before anything else is sent.
    pub pause: Option<BackendPause>,
    /// Whether the backend answered; `None` if it was not asked. Only an answer is "online".
    pub reached: Option<bool>,
}

/// Sends everything that is due. `random` gives any number, for the jitter of retries; `on_progress` is told of every change of an entry,
/// also that it is being sent.
pub async fn run_once(
    ports: SyncPorts<'_>,
    backend: &Backend,
    random: impl Fn() -> u32,
    on_progress: impl Fn(&OutboxEntry),
) -> Result<RunOutcome, StorageError> {
    let mut outcome = RunOutcome::default();
    loop {
        // Listed again after every pass: a sheet may have been signed meanwhile.
        let mut entries = ports.outbox.waiting().await?;
        let Some(mut chosen) = choose_next(&entries, ports.clock.now().unix_ms()) else {
            outcome.next_wake = wait(&entries, &ports);
            return Ok(outcome);
        };
        loop {
            let then = send(ports, backend, &random, &on_progress, &mut entries[chosen], &mut outcome).await?;
            match then {
                Then::Continue | Then::NextEntry => {}
                Then::Pause(pause) => {
                    outcome.pause = Some(pause);
                    return Ok(outcome);
                }
                Then::Rest => {
                    // The others wait as long as this one, but no longer than the longest back-off: if this one alone is to blame, they
                    // have their turn before it has its next.
                    let own = match entries[chosen].delivery.state {
                        DeliveryState::RetryAt { unix_ms } => unix_ms - ports.clock.now().unix_ms(),
                        _ => 0,
                    };
                    outcome.next_wake = wait(&entries, &ports).map(|due| due.max(own.min(LONGEST_BACK_OFF_MS)));
                    return Ok(outcome);
                }
            }
            match choose_next(&entries, ports.clock.now().unix_ms()) {
                Some(next) => chosen = next,
                None => break,
            }
        }
    }
}

/// Makes everything due that waits only because nobody has answered: something hints at a network.
pub async fn try_the_unheard(ports: SyncPorts<'_>) -> Result<(), StorageError> {
    let now = ports.clock.now().unix_ms();
    for mut entry in ports.outbox.waiting().await? {
        if entry.delivery.network_may_be_back(now) {
            ports.outbox.set_delivery(entry.sheet.id, &entry.delivery).await?;
        }
    }
    Ok(())
}

/// Milliseconds until the next entry is due.
fn wait(entries: &[OutboxEntry], ports: &SyncPorts<'_>) -> Option<i64> {
    let now = ports.clock.now().unix_ms();
    next_wake(entries, now).map(|due| (due - now).max(0))
}

/// Sends one entry as far as it goes.
async fn send(
    ports: SyncPorts<'_>,
    backend: &Backend,
    random: &impl Fn() -> u32,
    on_progress: &impl Fn(&OutboxEntry),
    entry: &mut OutboxEntry,
    outcome: &mut RunOutcome,
) -> Result<Then, StorageError> {
    loop {
        entry.delivery.begin(&backend.base);
        on_progress(entry);
        let asked = next_request(entry, backend.profile);
        let then = match request(ports, backend, entry, asked).await? {
            Some(request) => match ports.transport.send(backend, request).await {
                Ok(answer) => {
                    outcome.reached = Some(true);
                    on_answer(entry, asked, &answer, ports.clock.now(), random())
                }
                Err(no_answer) => {
                    outcome.reached = Some(false);
                    on_no_answer(entry, asked, &no_answer.cause, ports.clock.now(), random())
                }
            },
            None => Then::NextEntry,
        };
        ports.outbox.set_delivery(entry.sheet.id, &entry.delivery).await?;
        on_progress(entry);
        if then != Then::Continue {
            return Ok(then);
        }
    }
}

/// The request as it goes out. `None` if there is nothing to ask, or what to send is not there or too large, which is then noted on the entry.
async fn request(
    ports: SyncPorts<'_>,
    backend: &Backend,
    entry: &mut OutboxEntry,
    asked: Next,
) -> Result<Option<Request>, StorageError> {
    let now = ports.clock.now();
    let (request, attachment) = match asked {
        Next::Nothing => return Ok(None),
        Next::Head { attachment } => {
            let Some(known) = entry.attachment(attachment) else { return Ok(None) };
            let path = backend.attachment_path(&known.sha256);
            (Request { method: Method::Head, path, media_type: None, idempotency_key: None, body: None }, None)
        }
        Next::Put { attachment } => match part(ports, entry, attachment).await? {
            Some(Part { attachment: known, bytes }) => {
                let request = Request {
                    method: Method::Put,
                    path: backend.attachment_path(&known.sha256),
                    media_type: Some(known.media_type.clone()),
                    idempotency_key: None,
                    body: Some(bytes),
                };
                (request, Some(attachment))
            }
            None => {
                entry.delivery.bytes_are_missing(attachment, now);
                return Ok(None);
            }
        },
        Next::Post => {
            let (media_type, body) = match backend.profile {
                Profile::Separate => ("application/json".to_owned(), entry.sheet.json.clone().into_bytes()),
                Profile::Inline | Profile::Multipart => match whole(ports, backend.profile, entry).await? {
                    Ok(whole) => whole,
                    Err(missing) => {
                        entry.delivery.bytes_are_missing(missing, now);
                        return Ok(None);
                    }
                },
            };
            let request = Request {
                method: Method::Post,
                path: backend.sheets_path(),
                media_type: Some(media_type),
                idempotency_key: Some(entry.sheet.id.to_string()),
                body: Some(body),
            };
            (request, None)
        }
    };
    let length = request.body.as_ref().map_or(0, Vec::len);
    if backend.refuses_length(length) {
        entry.delivery.is_too_large(attachment, length, now);
        return Ok(None);
    }
    Ok(Some(request))
}

/// An attachment with its bytes. `None` if they are not on this tablet, or not all of them.
async fn part<'a>(
    ports: SyncPorts<'_>,
    entry: &'a OutboxEntry,
    attachment: Id,
) -> Result<Option<Part<'a>>, StorageError> {
    let bytes = match ports.photos.bytes(attachment).await {
        Ok(bytes) => bytes,
        Err(StorageError::Damaged { .. }) => None,
        Err(error) => return Err(error),
    };
    // Hashing them here would block the screen; the backend compares the hash, and a wrong length is found at once.
    Ok(match (entry.attachment(attachment), bytes) {
        (Some(known), Some(bytes)) if bytes.len() as u64 == known.byte_length => {
            Some(Part { attachment: known, bytes })
        }
        _ => None,
    })
}

/// Sheet and attachments in one body, with its media type; or the attachment whose bytes are missing.
async fn whole(
    ports: SyncPorts<'_>,
    profile: Profile,
    entry: &OutboxEntry,
) -> Result<Result<(String, Vec<u8>), Id>, StorageError> {
    let mut parts = Vec::with_capacity(entry.sheet.attachments.len());
    for known in &entry.sheet.attachments {
        match part(ports, entry, known.id).await? {
            Some(part) => parts.push(part),
            None => return Ok(Err(known.id)),
        }
    }
    Ok(match profile {
        Profile::Multipart => Ok(multipart(&entry.sheet, &parts)),
        Profile::Inline | Profile::Separate => inline(&entry.sheet, &parts)
            .map(|body| ("application/json".to_owned(), body))
            .ok_or_else(|| entry.sheet.attachments.first().map_or(entry.sheet.id, |known| known.id)),
    })
}
