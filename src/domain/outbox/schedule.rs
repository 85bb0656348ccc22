//! When the next attempt is, and whose.
//!
//! Invariant: every waiting entry has its turn. An entry that failed comes after every entry that failed less often, so a poisoned one
//! can hold up nobody.

use chrono::DateTime;
use walkaround_contract::Timestamp;

use super::OutboxEntry;
use super::delivery::{Delivery, DeliveryState};

/// The first back-off is between one and two seconds.
const FIRST_BACK_OFF_MS: i64 = 2_000;

/// The back-off grows to this: five minutes.
pub const LONGEST_BACK_OFF_MS: i64 = 300_000;

/// A backend's `Retry-After` is honoured up to a day; beyond that it is a mistake, and a sheet would be stranded.
pub const LONGEST_WAIT_MS: i64 = 86_400_000;

/// Milliseconds to wait after so many failures: doubling from two seconds, at most five minutes, the upper half of it by chance so that
/// the tablets of a shop do not come back in step.
pub(super) fn back_off_ms(attempts: u32, random: u32) -> i64 {
    // 2 s · 2^8 = 512 s is past the limit, so larger exponents change nothing.
    let whole = (FIRST_BACK_OFF_MS << attempts.saturating_sub(1).min(8)).min(LONGEST_BACK_OFF_MS);
    let half = whole / 2;
    half + i64::from(random) % (half + 1)
}

/// Milliseconds a `Retry-After` asks for: seconds or an HTTP date (RFC 9110, 10.2.3). `None` if it can't be read.
pub(super) fn retry_after_ms(text: &str, now: Timestamp) -> Option<i64> {
    let text = text.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(1_000)
    } else {
        DateTime::parse_from_rfc2822(text).ok()?.timestamp_millis().saturating_sub(now.unix_ms())
    };
    // At least a second, whatever was asked for: a loop without a pause helps nobody.
    Some(wait.clamp(1_000, LONGEST_WAIT_MS))
}

/// When an entry is due, in milliseconds since 1970. `None` for one that does not go out by itself.
fn due_at(delivery: &Delivery, now_ms: i64) -> Option<i64> {
    match delivery.state {
        DeliveryState::Queued | DeliveryState::Sending => Some(now_ms),
        // A moment further off than any wait was written by a clock that has been put right since.
        DeliveryState::RetryAt { unix_ms } if unix_ms > now_ms.saturating_add(LONGEST_WAIT_MS) => Some(now_ms),
        DeliveryState::RetryAt { unix_ms } => Some(unix_ms),
        DeliveryState::Delivered { .. } | DeliveryState::Unconfirmed { .. } | DeliveryState::NeedsAttention => None,
    }
}

/// The entry whose turn it is, by its place in the list: of those that are due the one that failed least often, then the oldest.
pub fn choose_next(entries: &[OutboxEntry], now_ms: i64) -> Option<usize> {
    entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| due_at(&entry.delivery, now_ms).is_some_and(|due| due <= now_ms))
        .min_by_key(|(_, entry)| (entry.delivery.attempts, entry.sheet.sealed_at, entry.sheet.id))
        .map(|(index, _)| index)
}

/// When to look again, in milliseconds since 1970. `None` if nothing waits.
pub fn next_wake(entries: &[OutboxEntry], now_ms: i64) -> Option<i64> {
    entries.iter().filter_map(|entry| due_at(&entry.delivery, now_ms)).min()
}
