//! The outbox: the table of the contract as tests, whose turn it is, what people do, and its promises as properties.

mod answers;
mod people;
mod promises;
mod turns;

use serde_json::json;
use walkaround_contract::{Id, Timestamp};

use super::*;
use crate::domain::backend::Profile;

const NOW_MS: i64 = 1_800_000_000_000;

fn now() -> Timestamp {
    Timestamp::from_unix_ms(NOW_MS, 480).expect("in range")
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

fn digest() -> String {
    "ab".repeat(32)
}

fn entry_with(number: u128, attachments: u128) -> OutboxEntry {
    let attachments = (0..attachments).map(|place| SheetAttachment {
        id: id(1_000 * number + place),
        sha256: format!("{place:064x}"),
        media_type: "image/jpeg".into(),
        byte_length: 10,
    });
    OutboxEntry {
        sheet: SheetRecord {
            id: id(number),
            visit_id: id(500 + number),
            sealed_at: Timestamp::from_unix_ms(NOW_MS - 1_000_000 + number as i64, 480).expect("in range"),
            json: "{}".into(),
            digest: digest(),
            code: "0000-0000".into(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments: attachments.collect(),
            originals: Vec::new(),
        },
        delivery: Delivery::default(),
    }
}

fn answer(status: u16, body: &str) -> Answer {
    let content_type = if body.starts_with('<') { "text/html" } else { "application/json" };
    Answer {
        status,
        content_type: (!body.is_empty()).then(|| content_type.into()),
        body: body.into(),
        ..Answer::default()
    }
}

fn receipt() -> String {
    json!({ "sheet_id": id(1), "digest": digest(), "received_at": "2027-01-15T10:00:00.000+08:00", "reference": "RO-1" }).to_string()
}

/// What a state is called in these tables.
fn name(delivery: &Delivery) -> &'static str {
    match delivery.state {
        DeliveryState::Queued => "queued",
        DeliveryState::Sending => "sending",
        DeliveryState::RetryAt { .. } => "retry",
        DeliveryState::Delivered { receipt: Some(_), .. } => "delivered",
        DeliveryState::Delivered { receipt: None, .. } => "delivered earlier",
        DeliveryState::Unconfirmed { .. } => "unconfirmed",
        DeliveryState::NeedsAttention => "attention",
    }
}

fn kind(delivery: &Delivery) -> Option<FailureKind> {
    delivery.failure.as_ref().map(|failure| failure.kind.clone())
}
