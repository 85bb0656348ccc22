//! The end of a shift: what is still on this tablet alone, whose it is, and whether the tablet may be put away.
//!
//! Invariant: nothing that would be lost with the tablet is left out, and the tablet may be put away only where there is nothing.

use walkaround_contract::{Id, Timestamp};

use super::draft::Draft;
use super::outbox::{BackendPause, DeliveryState, OutboxEntry};

/// Why something is still here, and so what is to be done. In the order in which it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// A signed sheet that a person has to look at before it goes out.
    NeedsAttention,
    /// A signed sheet that goes out by itself.
    Waits,
    /// An intake that nobody has signed yet.
    Unfinished,
    /// The backend took it without a receipt: it stays here until somebody has made sure.
    Unconfirmed,
}

/// Something that is still on this tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillHere {
    pub because: Because,
    /// Of the sheet or the draft.
    pub id: Id,
    pub plate: String,
    /// The car and the customer, as far as they are known.
    pub what: Vec<String>,
    /// Who received the car.
    pub advisor: String,
    /// Signed at, or opened at.
    pub since: Timestamp,
}

/// What may be done with the tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Put it away or hand it over: everything is with the backend.
    PutAway,
    /// Hand it to a colleague, who goes on with so many intakes. They are on this tablet alone.
    HandOver { unfinished: usize },
    /// Keep it on: so many sheets go out by themselves.
    Wait { waiting: usize },
    /// So many things need a person first; all delivery where it is paused.
    Look { needing: usize },
}

/// What is on this tablet at the end of a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndOfShift {
    pub verdict: Verdict,
    /// What is to be done first comes first, then the oldest.
    pub still_here: Vec<StillHere>,
}

/// Looks over everything. `damaged` is the number of records that can't be read, whose content nobody knows.
pub fn end_of_shift(
    drafts: &[Draft],
    entries: &[OutboxEntry],
    pause: Option<BackendPause>,
    damaged: usize,
) -> EndOfShift {
    let mut still_here: Vec<StillHere> =
        entries.iter().filter_map(undelivered).chain(drafts.iter().map(unfinished)).collect();
    still_here.sort_by_key(|one| (one.because, one.since, one.id));
    let count = |because| still_here.iter().filter(|one| one.because == because).count();
    let (attention, waiting, open) =
        (count(Because::NeedsAttention), count(Because::Waits), count(Because::Unfinished));
    let held = if pause.is_some() { waiting } else { 0 };
    let needing = attention + held + damaged;
    let verdict = if needing > 0 {
        Verdict::Look { needing }
    } else if waiting > 0 {
        Verdict::Wait { waiting }
    } else if open > 0 {
        Verdict::HandOver { unfinished: open }
    } else {
        Verdict::PutAway
    };
    EndOfShift { verdict, still_here }
}

fn undelivered(entry: &OutboxEntry) -> Option<StillHere> {
    let because = match entry.delivery.state {
        DeliveryState::Delivered { .. } => return None,
        DeliveryState::NeedsAttention => Because::NeedsAttention,
        DeliveryState::Queued | DeliveryState::Sending | DeliveryState::RetryAt { .. } => Because::Waits,
        DeliveryState::Unconfirmed { .. } => Because::Unconfirmed,
    };
    let sheet = &entry.sheet;
    Some(StillHere {
        because,
        id: sheet.id,
        plate: sheet.plate.clone(),
        what: said([&sheet.vehicle, &sheet.customer]),
        advisor: advisor_of(&sheet.json),
        since: sheet.sealed_at,
    })
}

fn unfinished(draft: &Draft) -> StillHere {
    let vehicle = [&draft.vehicle.make, &draft.vehicle.model].into_iter().flatten().cloned().collect::<Vec<_>>();
    let owner = draft.customer.owner.name.clone().unwrap_or_default();
    StillHere {
        because: Because::Unfinished,
        id: draft.id,
        plate: draft.vehicle.plate.as_ref().map(|plate| plate.text.clone()).unwrap_or_default(),
        what: said([&vehicle.join(" "), &owner]),
        advisor: draft.advisor.name.clone(),
        since: draft.opened_at,
    }
}

fn said(words: [&String; 2]) -> Vec<String> {
    words.into_iter().filter(|words| !words.trim().is_empty()).cloned().collect()
}

/// The advisor of a sheet, by its own text: it is not kept a second time. Nobody where the text can't be read.
fn advisor_of(json: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Signed {
        advisor: walkaround_contract::Advisor,
    }
    serde_json::from_str::<Signed>(json).map(|signed| signed.advisor.name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use walkaround_contract::{Template, TemplateRef};

    use super::*;
    use crate::domain::outbox::{Delivery, SheetRecord};
    use crate::domain::settings::Settings;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_unix_ms(1_800_000_000_000 + minute * 60_000, 480).expect("in range")
    }

    fn sheet(number: u128, minute: i64, state: DeliveryState) -> OutboxEntry {
        OutboxEntry {
            sheet: SheetRecord {
                id: Id::from_u128(number),
                visit_id: Id::from_u128(100 + number),
                sealed_at: at(minute),
                json: r#"{"advisor":{"name":"Li Wei"},"id":"x"}"#.into(),
                digest: String::new(),
                code: String::new(),
                plate: "沪A12345".into(),
                vehicle: "BYD Han".into(),
                customer: String::new(),
                attachments: Vec::new(),
                originals: Vec::new(),
            },
            delivery: Delivery { state, ..Delivery::default() },
        }
    }

    fn draft(number: u128, minute: i64) -> Draft {
        let mut settings = Settings::default();
        settings.advisor.name = "Wang Fang".into();
        let template: TemplateRef = Template::standard().reference().expect("the shipped template has a form");
        Draft::open(Id::from_u128(number), Id::from_u128(100 + number), at(minute), &settings, template)
    }

    fn delivered() -> DeliveryState {
        DeliveryState::Delivered { at: at(0), receipt: None }
    }

    fn verdict(drafts: &[Draft], entries: &[OutboxEntry], pause: Option<BackendPause>, damaged: usize) -> Verdict {
        end_of_shift(drafts, entries, pause, damaged).verdict
    }

    #[test]
    fn an_empty_tablet_and_one_that_has_delivered_everything_may_be_put_away() {
        assert_eq!(end_of_shift(&[], &[], None, 0), EndOfShift { verdict: Verdict::PutAway, still_here: Vec::new() });
        let shift = end_of_shift(&[], &[sheet(1, 0, delivered())], Some(BackendPause::Credentials), 0);
        assert_eq!(shift, EndOfShift { verdict: Verdict::PutAway, still_here: Vec::new() });
    }

    #[test]
    fn the_worst_decides() {
        let waiting = sheet(1, 0, DeliveryState::Queued);
        let refused = sheet(2, 0, DeliveryState::NeedsAttention);
        assert_eq!(verdict(&[draft(3, 0)], &[], None, 0), Verdict::HandOver { unfinished: 1 });
        assert_eq!(verdict(&[draft(3, 0)], std::slice::from_ref(&waiting), None, 0), Verdict::Wait { waiting: 1 });
        assert_eq!(verdict(&[], &[waiting.clone(), refused], None, 0), Verdict::Look { needing: 1 });
        // What waits for a token waits for a person.
        let paused = Some(BackendPause::Credentials);
        assert_eq!(verdict(&[], &[waiting], paused, 0), Verdict::Look { needing: 1 });
        // Nobody knows what is in a record that can't be read.
        assert_eq!(verdict(&[], &[], None, 2), Verdict::Look { needing: 2 });
    }

    #[test]
    fn what_is_not_confirmed_is_named_and_holds_nobody_up() {
        let shift = end_of_shift(&[], &[sheet(1, 0, DeliveryState::Unconfirmed { at: at(0) })], None, 0);
        assert_eq!(shift.verdict, Verdict::PutAway);
        assert_eq!(shift.still_here.len(), 1);
    }

    #[test]
    fn everything_is_named_with_its_advisor_what_is_to_be_done_first_first() {
        let entries = [
            sheet(1, 5, DeliveryState::RetryAt { unix_ms: 0 }),
            sheet(2, 3, DeliveryState::Queued),
            sheet(3, 9, DeliveryState::NeedsAttention),
            sheet(4, 1, delivered()),
        ];
        let shift = end_of_shift(&[draft(5, 0)], &entries, None, 0);
        let order: Vec<_> = shift.still_here.iter().map(|one| (one.because, one.id.as_u128())).collect();
        assert_eq!(
            order,
            [(Because::NeedsAttention, 3), (Because::Waits, 2), (Because::Waits, 1), (Because::Unfinished, 5)]
        );
        assert_eq!(shift.still_here[0].advisor, "Li Wei");
        assert_eq!(shift.still_here[0].what, ["BYD Han"]);
        assert_eq!(shift.still_here[3].advisor, "Wang Fang");
    }
}
