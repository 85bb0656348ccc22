//! The promised time: which hours are offered, when the work can be done at the earliest, and how many cars this tablet knows to be
//! promised for an hour already.
//!
//! Invariant: only moments in the future are offered or accepted. A moment is on the shop's clock: the offset is that of `now`.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Deserialize;
use walkaround_contract::{Id, SheetKind, Timestamp};

use super::draft::Draft;
use super::outbox::SheetRecord;
use super::settings::OpeningHours;

/// How long after its signature a sheet is still asked for its promise. Two weeks is longer than nearly every repair, and keeps the
/// reading short.
const ASKED_FOR_DAYS: i64 = 14;

/// The earliest time is said in steps of so many minutes.
const STEP_MINUTES: i64 = 10;

/// A day and a time on the shop's clock, as a moment.
pub fn moment(day: NaiveDate, time: NaiveTime, now: Timestamp) -> Option<Timestamp> {
    day.and_time(time).and_local_timezone(*now.0.offset()).single().map(Timestamp)
}

/// The full hours of a day at which the shop hands cars over, closing time included, and which lie in the future. These can be promised by
/// one tap; any other time is typed.
pub fn full_hours(day: NaiveDate, opening: OpeningHours, now: Timestamp) -> Vec<Timestamp> {
    // Midnight belongs to the next day and has no hour of this one.
    (opening.from()..=opening.to())
        .filter_map(|hour| moment(day, NaiveTime::from_hms_opt(hour.into(), 0, 0)?, now))
        .filter(|at| *at > now)
        .collect()
}

/// When the work can be done at the earliest: now and the planned labour, rounded up to ten minutes.
pub fn earliest(now: Timestamp, labour_minutes: i64) -> Timestamp {
    let step_ms = STEP_MINUTES * 60_000;
    let ready_ms = now.unix_ms().saturating_add(labour_minutes.saturating_mul(60_000));
    let over_ms = ready_ms.rem_euclid(step_ms);
    let rounded_ms = if over_ms == 0 { ready_ms } else { ready_ms.saturating_add(step_ms - over_ms) };
    // Labour that leads out of the calendar can't be promised anyway.
    Timestamp::from_unix_ms(rounded_ms, now.offset_minutes()).unwrap_or(now)
}

/// How many of these promises lie in the hour that begins at `hour`.
pub fn load(promises: &[Timestamp], hour: Timestamp) -> usize {
    let end = hour.0 + TimeDelta::hours(1);
    promises.iter().filter(|promise| promise.0 >= hour.0 && promise.0 < end).count()
}

/// What else this tablet has promised: its drafts, and of every other visit the sheet that was signed last. A car that was handed over
/// counts no more. `sheets` come the newest first.
pub fn promised<'a>(
    drafts: &[Draft],
    sheets: impl Iterator<Item = &'a SheetRecord>,
    own_visit: Id,
    now: Timestamp,
) -> Vec<Timestamp> {
    let mut seen = HashSet::from([own_visit]);
    let mut promises = Vec::new();
    for draft in drafts {
        if seen.insert(draft.visit_id) {
            promises.extend(draft.work.promise.as_ref().map(|promise| promise.at));
        }
    }
    let oldest = now.0 - TimeDelta::days(ASKED_FOR_DAYS);
    for sheet in sheets.take_while(|sheet| sheet.sealed_at.0 >= oldest) {
        if seen.insert(sheet.visit_id) {
            promises.extend(promise_of(&sheet.json));
        }
    }
    promises
}

/// As much of a sheet as has to be read for this.
#[derive(Deserialize)]
struct Glance {
    kind: SheetKind,
    work: GlanceAtWork,
}

#[derive(Deserialize)]
struct GlanceAtWork {
    promise: Option<GlanceAtPromise>,
}

#[derive(Deserialize)]
struct GlanceAtPromise {
    at: Timestamp,
}

/// The promise of a signed intake. None where there is none, where the car was handed over, and where the sheet can't be read: that is
/// said where sheets are listed, not here.
fn promise_of(json: &str) -> Option<Timestamp> {
    let glance: Glance = serde_json::from_str(json).ok()?;
    (glance.kind == SheetKind::Intake).then_some(glance.work.promise?.at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use walkaround_contract::Promise;

    use super::*;
    use crate::domain::sample::{id, minute, open_draft};

    fn at(text: &str) -> Timestamp {
        serde_json::from_value(json!(text)).expect("a moment")
    }

    fn sheet(number: u128, visit: u128, kind: &str, promise: Timestamp, sealed_at: Timestamp) -> SheetRecord {
        SheetRecord {
            id: id(number),
            visit_id: id(visit),
            sealed_at,
            json: json!({ "kind": kind, "work": { "promise": { "at": promise }, "lines": [] }, "cabin": {} })
                .to_string(),
            digest: String::new(),
            code: String::new(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments: Vec::new(),
            originals: Vec::new(),
        }
    }

    #[test]
    fn only_hours_to_come_are_offered() {
        let (now, usual) = (at("2026-11-21T16:00:00.000+08:00"), OpeningHours::default());
        let offered: Vec<_> = full_hours(now.0.date_naive(), usual, now).iter().map(Timestamp::to_string).collect();
        assert_eq!(
            offered.first().map(String::as_str),
            Some("2026-11-21T17:00:00.000+08:00"),
            "the present moment has passed"
        );
        assert_eq!(offered.len(), 4);
        let tomorrow = now.0.date_naive().succ_opt().expect("in the calendar");
        assert_eq!(full_hours(tomorrow, usual, now).len(), 13);
        let (late, night) = (OpeningHours::new(9, 17), OpeningHours::new(0, 24));
        assert_eq!(full_hours(now.0.date_naive(), late.expect("hours"), now).len(), 1);
        assert_eq!(full_hours(tomorrow, night.expect("hours"), now).len(), 24);
        assert!(full_hours(now.0.date_naive(), usual, at("2026-11-21T20:00:00.000+08:00")).is_empty());
    }

    #[test]
    fn the_earliest_time_is_after_the_labour() {
        let now = at("2026-11-21T10:35:26.120+08:00");
        assert_eq!(earliest(now, 108).to_string(), "2026-11-21T12:30:00.000+08:00");
        assert_eq!(earliest(at("2026-11-21T10:30:00.000+08:00"), 0).to_string(), "2026-11-21T10:30:00.000+08:00");
        assert_eq!(earliest(now, i64::MAX), now);
    }

    #[test]
    fn each_visit_counts_once_and_a_car_that_left_no_more() {
        let mut draft = open_draft();
        draft.work.promise = Some(Promise { at: minute(120), extra: Default::default() });
        let mut own = draft.clone();
        own.visit_id = id(77);
        let sheets = [
            // Corrected: the newer sheet of the visit counts.
            sheet(10, 30, "intake", minute(125), minute(-1)),
            sheet(11, 30, "intake", minute(60), minute(-2)),
            // Handed over.
            sheet(12, 31, "handover", minute(125), minute(-3)),
            sheet(13, 31, "intake", minute(125), minute(-4)),
            // The visit of a draft that corrects it.
            sheet(14, 2, "intake", minute(300), minute(-5)),
            // Long ago.
            sheet(15, 32, "intake", minute(125), minute(-60 * 24 * 15)),
        ];
        let promises = promised(&[draft, own], sheets.iter(), id(77), minute(0));
        assert_eq!(promises, [minute(120), minute(125)]);
        assert_eq!(load(&promises, minute(120)), 2);
        assert_eq!(load(&promises, minute(121)), 1);
        assert_eq!(load(&promises, minute(126)), 0);
        let broken = SheetRecord { json: "{".into(), ..sheets[0].clone() };
        assert!(promised(&[], [broken].iter(), id(77), minute(0)).is_empty());
    }

    proptest! {
        #[test]
        fn the_earliest_time_is_never_before_the_work_is_done(minutes in -100_000_i64..100_000, labour in 0_i64..100_000) {
            let now = minute(minutes);
            let ready_ms = now.unix_ms() + labour * 60_000;
            let earliest_ms = earliest(now, labour).unix_ms();
            prop_assert!(earliest_ms >= ready_ms && earliest_ms < ready_ms + STEP_MINUTES * 60_000);
        }
    }
}
