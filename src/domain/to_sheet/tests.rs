//! A finished sheet is one that the contract accepts, whatever was done to the draft before.

use proptest::prelude::*;
use serde_json::json;
use walkaround_contract::{Step, Timestamp, read_sheet, short_code};

use super::*;
use crate::domain::sample::{self, apply, complete_draft, id, minute, sign, template};

fn device() -> Device {
    sample::settings().device
}

fn sealed(sheet: Sheet) -> Sheet {
    let digest = sheet.seal_digest().expect("canonical");
    let key = DeviceKey {
        kty: "EC".into(),
        crv: "P-256".into(),
        x: "A".repeat(43),
        y: "B".repeat(43),
        extra: Default::default(),
    };
    with_seal(sheet, digest, key, "C".repeat(86))
}

#[test]
fn the_car_of_the_mock_ups_becomes_a_sheet_that_a_backend_takes() {
    let mut draft = complete_draft();
    sign(&mut draft);
    let digest = content_digest(&draft, template(), &device()).expect("canonical");
    let sheet = sealed(finish(&draft, template(), &device(), minute(10)).expect("finished"));
    let (read, value, warnings) = read_sheet(&sheet.canonical_bytes().expect("canonical")).expect("accepted");
    assert_eq!((&read, warnings), (&sheet, Vec::new()));
    assert_eq!(walkaround_contract::content_digest(&value).expect("canonical"), digest);
    assert_eq!((sheet.acknowledgement.signatures.len(), sheet.attachments.len()), (2, 3));
    assert_eq!(sheet.walkaround.panels.len(), template().panels_of_body(&walkaround_contract::BodyType::Sedan).count());
    // 15 January 2027, 16:00 + 6 h is still the 15th in Shanghai; three days later is the 18th.
    assert_eq!(sheet.follow_up.call_back_due_on.map(|day| day.to_string()).as_deref(), Some("2027-01-18"));
    assert!(sheet.concerns.iter().all(|concern| concern.sentences.len() == 2));
    assert!(sheet.step_log.iter().all(|entry| entry.left_at.is_some()));

    let record = record(&sheet, &draft).expect("canonical").expect("sealed");
    assert_eq!(Some(record.code.as_str()), short_code(&digest).as_deref());
    assert_eq!(
        (record.plate.as_str(), record.vehicle.as_str(), record.customer.as_str()),
        ("沪AD12345", "比亚迪 汉 EV 2023", "陈建国")
    );
    assert_eq!(
        (record.attachments.len(), record.json.as_bytes()),
        (3, sheet.canonical_bytes().expect("canonical").as_slice())
    );
}

#[test]
fn an_open_draft_has_no_record() {
    let draft = complete_draft();
    let sheet = unsigned(&draft, template(), &device(), minute(10));
    assert_eq!(record(&sheet, &draft).expect("canonical"), None);
}

#[test]
fn the_digest_stands_still_until_something_is_edited() {
    let mut draft = complete_draft();
    sign(&mut draft);
    let digest = || content_digest(&draft, template(), &device()).expect("canonical");
    let shown = digest();
    // Signing and the passing of time change nothing.
    assert_eq!(shown, digest());
    assert_eq!(draft.valid_signatures(&shown).count(), 2);
    let mut later = draft.clone();
    later.leave_step(minute(30));
    later.changed_at = minute(30);
    later.place.step = Step::Work;
    assert_eq!(content_digest(&later, template(), &device()).expect("canonical"), shown);
    // A word more, and nobody has signed it.
    later.concerns[0].words.push('!');
    let other = content_digest(&later, template(), &device()).expect("canonical");
    assert_ne!(other, shown);
    assert_eq!(later.valid_signatures(&other).count(), 0);
    assert!(matches!(finish(&later, template(), &device(), minute(31)), Err(NotFinished::Missing(_))));
    // The stale signatures leave with their pictures, and what is left is asked for again.
    assert_eq!(later.drop_stale_signatures(&other).len(), 2);
    assert!(
        later.review.signatures.is_empty()
            && later.attachments.iter().all(|attachment| attachment.role != AttachmentRole::Signature)
    );
    sign(&mut later);
    assert!(finish(&later, template(), &device(), minute(31)).is_ok());
}

#[test]
fn signing_again_replaces_the_first_signature() {
    let mut draft = complete_draft();
    sign(&mut draft);
    sign(&mut draft);
    assert_eq!(draft.review.signatures.len(), 2);
    assert_eq!(draft.attachments.iter().filter(|attachment| attachment.role == AttachmentRole::Signature).count(), 2);
}

#[test]
fn a_clock_put_back_makes_no_impossible_sheet() {
    let mut draft = complete_draft();
    sign(&mut draft);
    let before = Timestamp::from_unix_ms(0, 480).expect("1970");
    let sheet = finish(&draft, template(), &device(), before).expect("finished");
    assert_eq!(sheet.completed_at, sheet.opened_at);
}

#[test]
fn a_tablet_without_settings_is_refused_by_name() {
    let mut draft = complete_draft();
    sign(&mut draft);
    let nameless = Device { app_version: String::new(), ..device() };
    // The device is part of the content, so what was signed was signed for the other one.
    assert!(matches!(finish(&draft, template(), &nameless, minute(10)), Err(NotFinished::Missing(_))));
    draft.shop.name = String::new();
    let Err(NotFinished::Missing(missing)) = finish(&draft, template(), &device(), minute(10)) else {
        panic!("a nameless shop is missing something")
    };
    assert!(
        missing.contains(&Missing::Unacceptable { path: "/shop/name".into(), code: "too_short", over: None }),
        "{missing:?}"
    );
}

#[test]
fn fields_that_were_opened_and_left_empty_were_not_asked() {
    let mut draft = complete_draft();
    draft.customer.brought_by = Some(walkaround_contract::Party { name: Some(" ".into()), ..Default::default() });
    draft.customer.owner.address = Some(String::new());
    draft.customer.owner.phones.push("  ".into());
    draft.customer.owner.name = Some(" 陈建国 ".into());
    draft.vehicle.colour = Some("\n".into());
    draft.work.lines[0].parts = vec![String::new(), "滤芯".into()];
    draft.complaint = Some(walkaround_contract::Complaint {
        words: " ".into(),
        recorded_at: minute(1),
        first_contact_due_at: minute(2),
        extra: Default::default(),
    });
    let sheet = unsigned(&draft, template(), &device(), minute(10));
    assert_eq!(
        (&sheet.customer.brought_by, &sheet.customer.owner.address, &sheet.vehicle.colour, &sheet.complaint),
        (&None, &None, &None, &None)
    );
    assert_eq!(sheet.customer.owner.name.as_deref(), Some("陈建国"));
    assert_eq!(
        (sheet.customer.owner.phones.len(), sheet.work.lines[0].parts.as_slice()),
        (1, &["滤芯".to_owned()][..])
    );
}

#[test]
fn the_statement_says_what_was_looked_at_and_what_was_not() {
    let mut draft = complete_draft();
    assert_eq!(
        statement(&draft, template(), "zh-CN"),
        "我看过以上 1 处痕迹、随车物品、项目和价格，内容与我说的一致。请按此维修。"
    );
    assert_eq!(
        statement(&draft, template(), "en"),
        "I have looked at the mark, the belongings, the work and the price above. They are as I said. Please go ahead."
    );
    draft.answer_station(
        &walkaround_contract::Station::Roof,
        walkaround_contract::Inspection::NotInspected,
        None,
        template(),
    );
    draft.answer_mark(walkaround_contract::MarkAcknowledgement {
        mark: id(20),
        answer: walkaround_contract::MarkAnswer::Disputed,
        at: minute(8),
        words: Some("不是我弄的".into()),
        extra: Default::default(),
    });
    assert_eq!(
        statement(&draft, template(), "zh-CN"),
        "我看过以上 1 处痕迹、随车物品、项目和价格，内容与我说的一致。其中 1 处痕迹我有不同看法，已写在单上。今天没有看：车顶。请按此维修。"
    );
    assert_eq!(
        statement(&draft, template(), "en"),
        "I have looked at the mark, the belongings, the work and the price above. They are as I said. I disagree about 1 mark; what I said is on the sheet. \
         Not looked at today: roof. Please go ahead."
    );
    draft.remove_mark(id(20));
    draft.work.lines.clear();
    assert_eq!(
        statement(&draft, template(), "zh-CN"),
        "我看过以上外观（没有标出痕迹）、随车物品和我说的问题，内容与我说的一致。今天没有看：车顶。请按此维修。"
    );
    let untouched = sample::open_draft();
    assert!(!statement(&untouched, template(), "zh-CN").contains("外观"));
}

#[test]
fn not_inspected_travels_in_so_many_words() {
    let draft = sample::open_draft();
    let value = unsigned(&draft, template(), &device(), minute(1)).to_value().expect("json");
    assert_eq!(value["walkaround"]["stations"].as_array().map(Vec::len), Some(9));
    assert_eq!(
        value["walkaround"]["stations"][0],
        json!({ "station": "driver_side_front", "answer": "not_inspected" })
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn what_completion_lets_through_a_backend_takes(edits in proptest::collection::vec(sample::edit(), 0..12)) {
        let mut draft = complete_draft();
        for edit in edits {
            apply(&mut draft, edit);
        }
        sign(&mut draft);
        match finish(&draft, template(), &device(), minute(10)) {
            Ok(sheet) => {
                let shown = content_digest(&draft, template(), &device()).expect("canonical");
                prop_assert_eq!(&sheet.acknowledgement.content_digest, &shown);
                let sheet = sealed(sheet);
                let read = read_sheet(&sheet.canonical_bytes().expect("canonical"));
                prop_assert!(read.is_ok(), "{:?}", read.err());
                prop_assert!(record(&sheet, &draft).expect("canonical").is_some());
            }
            Err(NotFinished::Missing(missing)) => prop_assert!(!missing.is_empty()),
            Err(other) => prop_assert!(false, "{other}: completion should have said so"),
        }
    }
}
