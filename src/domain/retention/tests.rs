//! What goes and what stays, as properties; then the table of personal fields against the published schema.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use walkaround_contract::{Receipt, Sheet, Timestamp};

use super::personal::{How, INDEX, PERSONAL};
use super::*;
use crate::domain::last_visit::LastVisit;
use crate::domain::outbox::{LetGo, SheetAttachment};
use crate::domain::sample::{NOW_MS, id, open_draft};

const DAY_MS: i64 = 86_400_000;
const EVERYTHING: &str = include_str!("../../../contract/fixtures/valid/electric_with_everything.json");
const SCHEMA: &str = include_str!("../../../contract/schema/intake-sheet.v1.schema.json");

fn on_day(day: i64) -> Timestamp {
    Timestamp::from_unix_ms(NOW_MS + day * DAY_MS, 480).expect("in range")
}

fn sheet(number: u128, photos: &[u128], json: Value) -> SheetRecord {
    let attachments = photos.iter().map(|photo| SheetAttachment {
        id: id(*photo),
        sha256: format!("{photo:064x}"),
        media_type: "image/jpeg".into(),
        byte_length: 100,
    });
    SheetRecord {
        id: id(number),
        visit_id: id(1_000 + number),
        sealed_at: on_day(0),
        json: json.to_string(),
        digest: format!("{number:064x}"),
        code: String::new(),
        plate: "沪A12345".into(),
        vehicle: String::new(),
        customer: "Chen Jianguo".into(),
        attachments: attachments.collect(),
        originals: Vec::new(),
    }
}

fn receipt(sheet: &SheetRecord) -> Receipt {
    Receipt {
        sheet_id: sheet.id,
        digest: sheet.digest.clone(),
        received_at: on_day(0),
        reference: None,
        extra: Default::default(),
    }
}

fn delivered(sheet: SheetRecord) -> OutboxEntry {
    let state = DeliveryState::Delivered { at: on_day(0), receipt: Some(receipt(&sheet)) };
    OutboxEntry { sheet, delivery: Delivery { state, ..Delivery::default() } }
}

/// Lets go of a part as the storage would note it.
fn let_go(entry: &mut OutboxEntry, part: Part, now: Timestamp) {
    match part {
        Part::Photos => entry.delivery.let_go.photos = Some(now),
        Part::Personal => {
            entry.delivery.let_go.personal = Some(now);
            entry.sheet = without_personal(&entry.sheet).expect("it can be read");
        }
        Part::All => {}
    }
}

/// The days on which the parts of a lone sheet go.
fn days(mut entry: OutboxEntry, around: &Around, times: Times) -> Vec<(i64, Part)> {
    let mut gone = Vec::new();
    for day in 0..1_200 {
        while let Some(part) = due(&entry, around, times, on_day(day)) {
            gone.push((day, part));
            if part == Part::All {
                return gone;
            }
            let_go(&mut entry, part, on_day(day));
        }
    }
    gone
}

#[test]
fn photos_go_first_then_personal_fields_then_the_rest() {
    let entry = delivered(sheet(1, &[2, 3], json!({})));
    let around = Around::of(&[], std::slice::from_ref(&entry), 0);
    let usual = [(14, Part::Photos), (30, Part::Personal), (730, Part::All)];
    assert_eq!(days(entry.clone(), &around, Times::default()), usual);
    let at_once = Times::default().with_index(1);
    assert_eq!(days(entry, &around, at_once), [(1, Part::Photos), (1, Part::Personal), (1, Part::All)]);
}

#[test]
fn a_later_part_never_goes_before_an_earlier_one() {
    let times = Times::default();
    assert_eq!(times.with_photos(90).personal(), 90);
    assert_eq!(times.with_personal(7).photos(), 7);
    assert_eq!((times.with_index(1).photos(), times.with_index(1).personal()), (1, 1));
    let by_hand = r#"{"photos":30,"personal":7,"index":1}"#;
    let read: Times = serde_json::from_str(by_hand).expect("three numbers");
    assert_eq!((read.photos(), read.personal(), read.index()), (30, 30, 30));
    assert!(PHOTO_DAYS.contains(&times.photos()) && PERSONAL_DAYS.contains(&times.personal()));
    assert!(INDEX_DAYS.contains(&times.index()));
}

#[test]
fn what_holds_a_sheet_is_said() {
    let plain = delivered(sheet(1, &[2], json!({})));
    let lone = Around::of(&[], std::slice::from_ref(&plain), 0);
    let with = |state| OutboxEntry { delivery: Delivery { state, ..Delivery::default() }, ..plain.clone() };
    let other = Receipt { digest: "f".repeat(64), ..receipt(&plain.sheet) };
    let another = Receipt { sheet_id: id(9), ..receipt(&plain.sheet) };
    for (entry, reason) in [
        (plain.clone(), None),
        (with(DeliveryState::Delivered { at: on_day(0), receipt: None }), None),
        (with(DeliveryState::Queued), Some(Held::NotDelivered)),
        (with(DeliveryState::NeedsAttention), Some(Held::NotDelivered)),
        (with(DeliveryState::RetryAt { unix_ms: 0 }), Some(Held::NotDelivered)),
        (with(DeliveryState::Unconfirmed { at: on_day(0) }), Some(Held::Unconfirmed)),
        (with(DeliveryState::Delivered { at: on_day(0), receipt: Some(other) }), Some(Held::OtherReceipt)),
        (with(DeliveryState::Delivered { at: on_day(0), receipt: Some(another) }), Some(Held::OtherReceipt)),
    ] {
        assert_eq!(held(&entry, &lone), reason, "{:?}", entry.delivery.state);
        assert_eq!(due(&entry, &lone, Times::default(), on_day(5_000)).is_some(), reason.is_none());
    }
    let disputed = json!({ "acknowledgement": { "marks": [{ "answer": "seen" }, { "answer": "disputed" }] } });
    let mut disputed = delivered(sheet(3, &[4], disputed));
    assert_eq!(held(&disputed, &Around::default()), Some(Held::Disputed));
    disputed.delivery.let_go = LetGo { released: Some(on_day(1)), ..LetGo::default() };
    assert_eq!(held(&disputed, &Around::default()), None, "a person has said so");

    let correction = delivered(sheet(5, &[2, 6], json!({ "supersedes": { "id": id(1) } })));
    let both = [plain.clone(), correction];
    let around = Around::of(&[], &both, 0);
    assert_eq!(held(&both[0], &around), Some(Held::Corrected));
    assert_eq!(held(&both[1], &around), None);
    assert_eq!(around.bytes_of(&both[1].sheet), [id(6)], "the corrected sheet still has the other one");

    let mut draft = open_draft();
    draft.visit_id = plain.sheet.visit_id;
    let around = Around::of(&[draft], std::slice::from_ref(&plain), 0);
    assert_eq!(held(&plain, &around), Some(Held::BeingWorkedOn));
    let around = Around::of(&[], std::slice::from_ref(&plain), 1);
    assert_eq!(held(&plain, &around), Some(Held::Unreadable));
}

#[test]
fn what_can_be_freed_is_named_with_its_size() {
    let disputed = json!({ "acknowledgement": { "marks": [{ "answer": "disputed" }] } });
    let mut gone = delivered(sheet(4, &[40], json!({})));
    gone.delivery.let_go.photos = Some(on_day(1));
    let waiting = OutboxEntry { sheet: sheet(3, &[30], json!({})), delivery: Delivery::default() };
    let entries = [
        delivered(sheet(1, &[10, 11], json!({}))),
        delivered(sheet(2, &[20], disputed)),
        waiting,
        gone,
        delivered(sheet(5, &[], json!({}))),
    ];
    let around = Around::of(&[], &entries, 0);
    let freeable = Freeable::of(&entries, &around);
    assert_eq!(freeable, Freeable { sheets: vec![(id(1), 200)], held: vec![(id(2), 100)] });
    assert_eq!(Freeable::bytes(&freeable.sheets), 200);
    assert_eq!(Freeable::of(&entries, &Around::of(&[], &entries, 1)), Freeable::default());
}

#[test]
fn bytes_that_are_gone_without_a_note_are_found() {
    let entry = delivered(sheet(1, &[10, 11], json!({})));
    assert!(!is_unnoted(&entry, &BTreeSet::from([id(10)])));
    assert!(is_unnoted(&entry, &BTreeSet::from([id(77)])));
    let waiting = OutboxEntry { delivery: Delivery::default(), ..entry };
    assert!(!is_unnoted(&waiting, &BTreeSet::new()), "missing bytes of a sheet that waits are a trouble, not a note");
}

/// Every member with `x-personal` and whether its object requires it.
fn marked(schema: &Value, node: &Value, path: &str, found: &mut Vec<(String, bool)>) {
    let node = match node.get("$ref").and_then(Value::as_str) {
        Some(reference) => schema.pointer(reference.trim_start_matches('#')).expect("the schema has what it refers to"),
        None => node,
    };
    for one in ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| node[word].as_array()).flatten() {
        marked(schema, one, path, found);
    }
    for (name, member) in node["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        if member["x-personal"] == true {
            let required = node["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name));
            found.push((path.clone(), required));
        }
        marked(schema, member, &path, found);
    }
    if node["items"].is_object() {
        marked(schema, &node["items"], &format!("{path}/*"), found);
    }
}

#[test]
fn the_table_names_what_the_schema_marks() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let mut marked_there = Vec::new();
    marked(&schema, &schema, "", &mut marked_there);
    marked_there.retain(|(path, _)| !INDEX.contains(&path.as_str()));
    marked_there.sort();
    let table: Vec<(String, bool)> =
        PERSONAL.iter().map(|(path, how)| ((*path).to_owned(), *how == How::Blank)).collect();
    assert_eq!(table, marked_there);
}

/// Every text of a member in the table, as far as a sheet has it.
fn texts(value: &Value, steps: &[&str], found: &mut Vec<String>) {
    match (steps, value) {
        ([], Value::Array(entries)) => entries.iter().for_each(|entry| texts(entry, &[], found)),
        ([], Value::String(text)) if text.chars().count() > 3 => found.push(text.clone()),
        (["*", rest @ ..], Value::Array(entries)) => entries.iter().for_each(|entry| texts(entry, rest, found)),
        ([next, rest @ ..], Value::Object(members)) => {
            members.get(*next).into_iter().for_each(|member| texts(member, rest, found));
        }
        _ => {}
    }
}

#[test]
fn a_sheet_without_personal_fields_reads_well_and_knows_its_visit() {
    let whole: Value = serde_json::from_str(EVERYTHING).expect("the fixture is JSON");
    let mut personal = Vec::new();
    for (path, _) in PERSONAL {
        texts(&whole, &path.split('/').skip(1).collect::<Vec<_>>(), &mut personal);
    }
    assert!(personal.len() > 10, "the fixture has most of them: {personal:?}");
    let record = sheet(1, &[2], whole);
    let without = without_personal(&record).expect("it can be read");
    let rest: Value = serde_json::from_str(&without.json).expect("it is JSON");
    let mut left = Vec::new();
    for (path, _) in PERSONAL {
        texts(&rest, &path.split('/').skip(1).collect::<Vec<_>>(), &mut left);
    }
    assert_eq!(left, Vec::<String>::new());
    let owner = rest.pointer("/customer/owner").expect("the owner is there");
    assert_eq!(owner.as_object().map(|members| members.get("name")), Some(None), "{owner}");
    assert_eq!((without.customer.as_str(), without.plate.as_str()), ("", record.plate.as_str()));
    assert_eq!((&without.digest, &without.attachments), (&record.digest, &record.attachments));
    let read = |record: &SheetRecord| serde_json::from_str::<Sheet>(&record.json).expect("it is a sheet");
    let (before, after) = (read(&record), read(&without));
    // Words on a photo may name anybody, and the photo itself has gone before them.
    let mut known = LastVisit::from(&before);
    for annotation in known.photos.iter_mut().flat_map(|photo| &mut photo.annotations) {
        annotation.text = None;
    }
    assert_eq!(LastVisit::from(&after), known, "the car's next visit learns all the same");
    assert_eq!((after.work.lines, after.walkaround), (before.work.lines, before.walkaround));
    assert_eq!(without_personal(&without), Some(without.clone()), "once more changes nothing");
    assert_eq!(without_personal(&SheetRecord { json: "{".into(), ..record }), None);
}

fn any_state(sheet: &SheetRecord, which: u8, day: i64) -> DeliveryState {
    match which {
        0 => DeliveryState::Queued,
        1 => DeliveryState::RetryAt { unix_ms: on_day(day).unix_ms() },
        2 => DeliveryState::NeedsAttention,
        3 => DeliveryState::Unconfirmed { at: on_day(day) },
        4 => {
            let receipt = Receipt { digest: "f".repeat(64), ..receipt(sheet) };
            DeliveryState::Delivered { at: on_day(day), receipt: Some(receipt) }
        }
        5 => DeliveryState::Delivered { at: on_day(day), receipt: None },
        _ => DeliveryState::Delivered { at: on_day(day), receipt: Some(receipt(sheet)) },
    }
}

proptest! {
    #[test]
    fn nothing_undelivered_ever_goes_and_parts_go_in_their_order(
        sheets in prop::collection::vec((0_u8..9, 0_i64..60, prop::collection::vec(1_u128..30, 0..5)), 1..8),
        steps in prop::collection::vec(0_i64..2_000, 1..40),
        times in (1_u16..100, 1_u16..200, 1_u16..900),
    ) {
        let times = Times::default().with_photos(times.0).with_personal(times.1).with_index(times.2);
        let mut entries: Vec<OutboxEntry> = sheets.iter().enumerate().map(|(place, (state, day, photos))| {
            let sheet = sheet(500 + place as u128, photos, json!({ "customer": { "owner": { "name": "Li" } } }));
            let state = any_state(&sheet, *state, *day);
            OutboxEntry { sheet, delivery: Delivery { state, ..Delivery::default() } }
        }).collect();
        let undelivered: Vec<OutboxEntry> =
            entries.iter().filter(|entry| !matches!(entry.delivery.state, DeliveryState::Delivered { .. })).cloned().collect();
        let mut stored: BTreeSet<Id> = entries.iter().flat_map(|entry| entry.sheet.kept_ids()).collect();
        // The clock may go back as well as forth.
        for day in steps {
            let mut place = 0;
            while place < entries.len() {
                let around = Around::of(&[], &entries, 0);
                match due(&entries[place], &around, times, on_day(day)) {
                    None => place += 1,
                    Some(part) => {
                        let gone = &entries[place].delivery.let_go;
                        let before = (gone.photos.is_some(), gone.personal.is_some());
                        prop_assert_eq!(before, (part > Part::Photos, part > Part::Personal));
                        match part {
                            Part::Photos => around.bytes_of(&entries[place].sheet).iter().for_each(|id| {
                                stored.remove(id);
                            }),
                            Part::Personal | Part::All => {}
                        }
                        if part == Part::All {
                            entries.remove(place);
                        } else {
                            let_go(&mut entries[place], part, on_day(day));
                        }
                    }
                }
            }
        }
        for entry in undelivered {
            prop_assert!(entries.contains(&entry), "untouched");
            for id in entry.sheet.kept_ids() {
                prop_assert!(stored.contains(&id), "its bytes are there, whoever else had them");
            }
        }
    }
}
