//! The table of the contract as tests, then the promises of the outbox as properties.

use proptest::prelude::*;
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

#[test]
fn every_answer_to_the_post_does_what_the_contract_says() {
    use BackendPause::{Credentials as NoCredentials, WrongAddress as AtWrongAddress};
    use FailureKind::*;
    let other_digest =
        json!({ "sheet_id": id(1), "digest": "cd".repeat(32), "received_at": "2027-01-15T10:00:00.000+08:00" })
            .to_string();
    let other_sheet =
        json!({ "sheet_id": id(2), "digest": digest(), "received_at": "2027-01-15T10:00:00.000+08:00" }).to_string();
    let no_time = json!({ "sheet_id": id(1), "digest": digest() }).to_string();
    let mentions = json!({ "detail": format!("sent {}, kept another", digest()) }).to_string();
    #[rustfmt::skip]
    let table: Vec<(Answer, &str, Then, Option<FailureKind>)> = vec![
        (answer(201, &receipt()), "delivered", Then::NextEntry, None),
        (answer(200, &receipt()), "delivered", Then::NextEntry, None),
        (answer(201, &other_digest), "attention", Then::NextEntry, Some(ReceiptMismatch)),
        (answer(201, &other_sheet), "attention", Then::NextEntry, Some(ReceiptMismatch)),
        (answer(200, &no_time), "unconfirmed", Then::NextEntry, None),
        (answer(200, r#"{"ok":true}"#), "unconfirmed", Then::NextEntry, None),
        (answer(204, ""), "unconfirmed", Then::NextEntry, None),
        (answer(200, "<html>Sign in to the guest network"), "retry", Then::Rest, Some(NotABackend)),
        (Answer { redirected: true, ..answer(200, &receipt()) }, "retry", Then::Rest, Some(NotABackend)),
        (Answer { redirected: true, ..answer(0, "") }, "retry", Then::Rest, Some(NotABackend)),
        (answer(409, &receipt()), "delivered", Then::NextEntry, None),
        (answer(409, &json!({ "title": "Conflict", "digest": digest() }).to_string()), "delivered earlier", Then::NextEntry, None),
        (answer(409, &json!({ "digest": "cd".repeat(32) }).to_string()), "attention", Then::NextEntry, Some(OtherSheetKept)),
        (answer(409, &mentions), "attention", Then::NextEntry, Some(Refused)),
        (answer(409, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(401, ""), "queued", Then::Pause(NoCredentials), Some(Credentials)),
        (answer(403, "{}"), "queued", Then::Pause(NoCredentials), Some(Credentials)),
        (answer(404, "<html>"), "queued", Then::Pause(AtWrongAddress), Some(WrongAddress)),
        (answer(405, ""), "queued", Then::Pause(AtWrongAddress), Some(WrongAddress)),
        (answer(301, ""), "queued", Then::Pause(AtWrongAddress), Some(WrongAddress)),
        (answer(400, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(413, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(415, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(422, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(418, ""), "attention", Then::NextEntry, Some(Refused)),
        (answer(408, ""), "retry", Then::Rest, Some(Busy)),
        (answer(425, ""), "retry", Then::Rest, Some(Busy)),
        (answer(429, ""), "retry", Then::Rest, Some(Busy)),
        (answer(503, ""), "retry", Then::Rest, Some(Busy)),
        (answer(500, "<html>"), "retry", Then::NextEntry, Some(ServerError)),
        (answer(502, ""), "retry", Then::NextEntry, Some(ServerError)),
        (answer(0, ""), "retry", Then::NextEntry, Some(ServerError)),
    ];
    for (answer, state, then, failure) in table {
        let mut entry = entry_with(1, 0);
        entry.delivery.begin("https://dms.example");
        let did = on_answer(&mut entry, Next::Post, &answer, now(), 7);
        assert_eq!((name(&entry.delivery), did, kind(&entry.delivery)), (state, then, failure), "{answer:?}");
    }
}

#[test]
fn the_backends_own_words_stay_with_the_sheet() {
    let mut entry = entry_with(1, 0);
    let refused = Answer {
        content_type: Some("application/problem+json".into()),
        ..answer(422, r#"{"detail":"Duplicate order, close RO-20418 first"}"#)
    };
    on_answer(&mut entry, Next::Post, &refused, now(), 0);
    let failure = entry.delivery.failure.expect("a failure");
    assert_eq!(
        (failure.words.as_deref(), failure.status, failure.at),
        (Some("Duplicate order, close RO-20418 first"), Some(422), now())
    );
}

#[test]
fn attachments_are_asked_for_sent_and_then_the_sheet() {
    let mut entry = entry_with(1, 2);
    let (first, second) = (entry.sheet.attachments[0].id, entry.sheet.attachments[1].id);
    #[rustfmt::skip]
    let steps = [
        (Next::Head { attachment: first }, answer(200, "")),
        (Next::Head { attachment: second }, answer(404, "")),
        (Next::Put { attachment: second }, answer(201, "")),
        (Next::Post, answer(201, &receipt())),
    ];
    for (asked, answer) in steps {
        assert_eq!(next_request(&entry, Profile::Separate), asked);
        on_answer(&mut entry, asked, &answer, now(), 0);
    }
    assert_eq!((next_request(&entry, Profile::Separate), entry.attachments_delivered()), (Next::Nothing, (2, 2)));
    assert!(entry.delivery.is_confirmed());
}

#[test]
fn every_answer_about_an_attachment_does_what_the_contract_says() {
    let attachment = id(1_000);
    let (head, put) = (Next::Head { attachment }, Next::Put { attachment });
    #[rustfmt::skip]
    let table = vec![
        (head, answer(200, ""), "queued", Then::Continue),
        (head, answer(404, "<html>"), "queued", Then::Continue),
        (head, answer(204, ""), "queued", Then::Continue),
        (head, Answer { content_type: Some("text/html".into()), ..answer(200, "") }, "retry", Then::Rest),
        (head, Answer { redirected: true, ..answer(200, "") }, "retry", Then::Rest),
        (head, Answer { redirected: true, ..answer(404, "") }, "retry", Then::Rest),
        (head, answer(405, ""), "queued", Then::Pause(BackendPause::WrongAddress)),
        (head, answer(401, ""), "queued", Then::Pause(BackendPause::Credentials)),
        (head, answer(500, ""), "retry", Then::NextEntry),
        (put, answer(200, ""), "queued", Then::Continue),
        (put, answer(201, r#"{"sha256":"0"}"#), "queued", Then::Continue),
        (put, answer(200, "<html>"), "retry", Then::Rest),
        (put, answer(404, ""), "queued", Then::Pause(BackendPause::WrongAddress)),
        (put, answer(409, &receipt()), "attention", Then::NextEntry),
        (put, answer(413, ""), "attention", Then::NextEntry),
        (put, answer(415, ""), "attention", Then::NextEntry),
        (put, answer(422, ""), "attention", Then::NextEntry),
        (put, answer(507, ""), "retry", Then::NextEntry),
    ];
    for (asked, answer, state, then) in table {
        let mut entry = entry_with(1, 1);
        let did = on_answer(&mut entry, asked, &answer, now(), 7);
        assert_eq!((name(&entry.delivery), did), (state, then), "{asked:?} {answer:?}");
        if state == "attention" {
            assert_eq!(
                entry.delivery.failure.and_then(|failure| failure.attachment),
                Some(attachment),
                "the file is named"
            );
        }
    }
}

#[test]
fn a_cut_connection_asks_again_before_it_sends_again() {
    let mut entry = entry_with(1, 1);
    let attachment = entry.sheet.attachments[0].id;
    on_answer(&mut entry, Next::Head { attachment }, &answer(404, ""), now(), 0);
    assert_eq!(next_request(&entry, Profile::Separate), Next::Put { attachment });
    assert_eq!(on_no_answer(&mut entry, Next::Put { attachment }, "cut", now(), 0), Then::Rest);
    assert_eq!(next_request(&entry, Profile::Separate), Next::Head { attachment });
}

#[test]
fn a_captive_portal_is_believed_in_nothing() {
    let mut entry = entry_with(1, 1);
    let attachment = entry.sheet.attachments[0].id;
    // The portal says 200 to everything, and to a HEAD it need not say that this is a page.
    on_answer(&mut entry, Next::Head { attachment }, &answer(200, ""), now(), 0);
    assert_eq!(next_request(&entry, Profile::Separate), Next::Post);
    on_answer(&mut entry, Next::Post, &answer(200, "<html>Sign in"), now(), 0);
    assert_eq!(next_request(&entry, Profile::Separate), Next::Head { attachment });
}

#[test]
fn retry_after_is_honoured_within_reason() {
    let wait = |retry_after: &str| {
        let mut entry = entry_with(1, 0);
        on_answer(
            &mut entry,
            Next::Post,
            &Answer { retry_after: Some(retry_after.into()), ..answer(503, "") },
            now(),
            0,
        );
        match entry.delivery.state {
            DeliveryState::RetryAt { unix_ms } => unix_ms - NOW_MS,
            other => panic!("{other:?}"),
        }
    };
    // 1,800,000,000 is 2027-01-15 08:00:00 UTC, a Friday.
    assert_eq!(wait("120"), 120_000);
    assert_eq!(wait("Fri, 15 Jan 2027 08:02:00 GMT"), 120_000);
    assert_eq!(wait("0"), 1_000);
    assert_eq!(wait("Fri, 15 Jan 2027 07:00:00 GMT"), 1_000);
    assert_eq!(wait("999999999999999999999"), LONGEST_WAIT_MS);
    assert_eq!(wait("604800"), LONGEST_WAIT_MS);
    // Neither seconds nor a date: the back-off.
    assert_eq!(wait("soon"), 1_000);
    assert_eq!(wait("-5"), 1_000);
    assert_eq!(wait(""), 1_000);
}

#[test]
fn the_back_off_doubles_to_five_minutes() {
    let at = |attempts, random| schedule::back_off_ms(attempts, random);
    assert_eq!(
        [1, 2, 3, 8, 9, 10, u32::MAX].map(|attempts| at(attempts, 0)),
        [1_000, 2_000, 4_000, 128_000, 150_000, 150_000, 150_000]
    );
    assert_eq!(at(u32::MAX, 150_000), LONGEST_BACK_OFF_MS);
}

#[test]
fn a_moment_written_by_a_wrong_clock_strands_nobody() {
    let mut entry = entry_with(1, 0);
    entry.delivery.state = DeliveryState::RetryAt { unix_ms: NOW_MS + LONGEST_WAIT_MS + 1 };
    assert_eq!(choose_next(std::slice::from_ref(&entry), NOW_MS), Some(0));
    entry.delivery.state = DeliveryState::RetryAt { unix_ms: NOW_MS + LONGEST_WAIT_MS };
    assert_eq!(choose_next(&[entry], NOW_MS), None);
}

#[test]
fn the_oldest_of_those_that_failed_least_is_next() {
    let mut entries = [entry_with(3, 0), entry_with(1, 0), entry_with(2, 0)];
    assert_eq!(choose_next(&entries, NOW_MS), Some(1));
    entries[1].delivery.attempts = 1;
    assert_eq!(choose_next(&entries, NOW_MS), Some(2));
    entries[2].delivery.state = DeliveryState::RetryAt { unix_ms: NOW_MS + 5 };
    assert_eq!((choose_next(&entries, NOW_MS), next_wake(&entries, NOW_MS)), (Some(0), Some(NOW_MS)));
    entries[0].delivery.state = DeliveryState::NeedsAttention;
    entries[1].delivery.state = DeliveryState::Unconfirmed { at: now() };
    assert_eq!((choose_next(&entries, NOW_MS), next_wake(&entries, NOW_MS)), (None, Some(NOW_MS + 5)));
}

#[test]
fn another_backend_has_none_of_the_attachments() {
    let mut entry = entry_with(1, 1);
    let attachment = entry.sheet.attachments[0].id;
    entry.delivery.begin("https://one.example");
    on_answer(&mut entry, Next::Head { attachment }, &answer(200, ""), now(), 0);
    entry.delivery.begin("https://one.example");
    assert_eq!(next_request(&entry, Profile::Separate), Next::Post);
    entry.delivery.begin("https://two.example");
    assert_eq!(next_request(&entry, Profile::Separate), Next::Head { attachment });
}

#[test]
fn a_person_can_ask_again_and_a_mended_token_frees_all() {
    let mut entries = [entry_with(1, 1), entry_with(2, 0), entry_with(3, 0)];
    entries[0].delivery.attachments_done.insert(id(1_000));
    entries[0].delivery.state = DeliveryState::NeedsAttention;
    entries[1].delivery.state = DeliveryState::RetryAt { unix_ms: NOW_MS + 1_000 };
    entries[2].delivery.state = DeliveryState::Unconfirmed { at: now() };
    for entry in entries.iter_mut().filter(|entry| entry.delivery.is_waiting()) {
        entry.delivery.retry_now();
    }
    assert_eq!(entries.each_ref().map(|entry| name(&entry.delivery)), ["attention", "queued", "unconfirmed"]);
    for entry in &mut entries {
        entry.delivery.retry_now();
    }
    assert_eq!(entries.each_ref().map(|entry| name(&entry.delivery)), ["queued", "queued", "unconfirmed"]);
    assert!(entries[0].delivery.attachments_done.is_empty());
}

#[test]
fn the_light_shows_where_the_sheets_are() {
    let mut entries = vec![entry_with(1, 0), entry_with(2, 0)];
    assert_eq!(custody(&[], None), Custody::Green);
    assert_eq!(custody(&entries, None), Custody::Amber { waiting: 2 });
    assert_eq!(custody(&entries, Some(BackendPause::Credentials)), Custody::Red { attention: 0, waiting: 2 });
    entries[0].delivery.state = DeliveryState::NeedsAttention;
    assert_eq!(custody(&entries, None), Custody::Red { attention: 1, waiting: 1 });
    entries[0].delivery.state = DeliveryState::Unconfirmed { at: now() };
    entries[1].delivery.state = DeliveryState::Delivered { at: now(), receipt: None };
    assert_eq!(custody(&entries, Some(BackendPause::WrongAddress)), Custody::Green);
}

#[test]
fn a_delivery_survives_being_written_down() {
    let mut entry = entry_with(1, 1);
    on_answer(&mut entry, Next::Head { attachment: id(1_000) }, &answer(500, ""), now(), 3);
    let read: Delivery = serde_json::from_str(&serde_json::to_string(&entry.delivery).expect("json")).expect("reads");
    assert_eq!(read, entry.delivery);
    // Sending does not survive the death of the process: it is sent again.
    entry.delivery.begin("https://dms.example");
    let read: Delivery = serde_json::from_str(&serde_json::to_string(&entry.delivery).expect("json")).expect("reads");
    assert_eq!(read.state, DeliveryState::Queued);
    assert_eq!(serde_json::from_str::<Delivery>("{}").expect("reads"), Delivery::default());
}

/// Any answer at all, with a fair share of those that mean something.
fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    let status = prop_oneof![
        any::<u16>(),
        0u16..600,
        proptest::sample::select(vec![200, 201, 204, 301, 401, 404, 409, 422, 429, 500, 503])
    ];
    let body = prop_oneof![
        any::<String>(),
        Just(String::new()),
        Just(receipt()),
        Just("<html>".to_owned()),
        Just(json!({ "digest": digest() }).to_string()),
        Just(json!({ "sheet_id": id(9), "digest": digest() }).to_string()),
    ];
    let retry_after =
        proptest::option::of(prop_oneof![any::<String>(), any::<u64>().prop_map(|seconds| seconds.to_string())]);
    let content_type =
        proptest::option::of(proptest::sample::select(vec!["text/html", "application/json", "text/plain"]));
    let answer = (status, body, retry_after, content_type, any::<bool>()).prop_map(
        |(status, body, retry_after, content_type, redirected)| Answer {
            status,
            content_type: content_type.map(str::to_owned),
            retry_after,
            redirected: redirected && status % 3 == 0,
            body,
        },
    );
    proptest::option::weighted(0.8, answer)
}

fn step(entry: &mut OutboxEntry, answer: &Option<Answer>, random: u32) -> (Next, Then) {
    let asked = next_request(entry, Profile::Separate);
    let then = match answer {
        Some(answer) => on_answer(entry, asked, answer, now(), random),
        None => on_no_answer(entry, asked, "cut", now(), random),
    };
    (asked, then)
}

proptest! {
    #[test]
    fn never_lost_and_never_delivered_without_the_backends_word(answers in proptest::collection::vec((any_answer(), any::<u32>()), 0..30)) {
        let mut entry = entry_with(1, 3);
        for (answer, random) in answers {
            if next_request(&entry, Profile::Separate) == Next::Nothing {
                break;
            }
            entry.delivery.begin("https://dms.example");
            let (asked, then) = step(&mut entry, &answer, random);
            let delivery = &entry.delivery;
            match &delivery.state {
                DeliveryState::Delivered { .. } => {
                    let answer = answer.as_ref().expect("an answer");
                    prop_assert_eq!(asked, Next::Post);
                    prop_assert!(matches!(answer.status, 200..=299 | 409) && answer.body.contains(&digest()) && !answer.redirected);
                    prop_assert_eq!(delivery.attachments_done.len(), 3);
                }
                DeliveryState::Unconfirmed { .. } => {
                    prop_assert_eq!(asked, Next::Post);
                    prop_assert!(answer.is_some_and(|answer| (200..=299).contains(&answer.status)));
                }
                DeliveryState::NeedsAttention => prop_assert!(delivery.failure.is_some()),
                DeliveryState::RetryAt { unix_ms } => {
                    prop_assert!(delivery.failure.is_some() && delivery.attempts > 0);
                    prop_assert!((NOW_MS + 1_000..=NOW_MS + LONGEST_WAIT_MS).contains(unix_ms));
                }
                DeliveryState::Queued => prop_assert!(matches!(then, Then::Pause(_)) && delivery.failure.is_some()),
                DeliveryState::Sending => prop_assert_eq!(then, Then::Continue),
            }
            // It is settled, or waits for its moment, or a person is shown why not.
            prop_assert!(delivery.is_settled() || delivery.is_waiting() || delivery.failure.is_some());
        }
    }

    #[test]
    fn delivery_ends_with_a_backend_that_works(answers in proptest::collection::vec((any_answer(), any::<u32>()), 0..30), attachments in 0u128..5) {
        let mut entry = entry_with(1, attachments);
        for (answer, random) in answers {
            step(&mut entry, &answer, random);
        }
        entry.delivery.retry_now();
        let mut requests = 0;
        while next_request(&entry, Profile::Separate) != Next::Nothing {
            let good = match next_request(&entry, Profile::Separate) {
                Next::Head { .. } => answer(404, ""),
                _ => answer(201, &receipt()),
            };
            step(&mut entry, &Some(good), 0);
            requests += 1;
            prop_assert!(requests <= 2 * attachments + 1);
        }
        prop_assert!(entry.delivery.is_settled());
    }

    #[test]
    fn a_poisoned_sheet_holds_up_nobody(bad in any_answer(), others in 1u128..6, randoms in proptest::collection::vec(any::<u32>(), 40)) {
        // The first and oldest always gets the same bad answer, all others good ones; every turn is one entry's, as the runner has it.
        let mut entries: Vec<OutboxEntry> = (1..=others + 1).map(|number| entry_with(number, 0)).collect();
        let mut clock = NOW_MS;
        for (turn, random) in randoms.iter().enumerate() {
            let Some(chosen) = choose_next(&entries, clock) else {
                match next_wake(&entries, clock) {
                    Some(wake) => clock = wake,
                    None => break,
                }
                continue;
            };
            if chosen == 0 {
                step(&mut entries[0], &bad, *random);
                // Whatever it was (a pause that somebody mended, an answer that settled it), it is asked for again.
                if next_request(&entries[0], Profile::Separate) == Next::Nothing || entries[0].delivery.state == DeliveryState::Queued {
                    entries[0].delivery = Delivery { attempts: entries[0].delivery.attempts + 1, ..Delivery::default() };
                }
            } else {
                let good = answer(204, "");
                step(&mut entries[chosen], &Some(good), 0);
            }
            prop_assert!(turn < 2 * usize::try_from(others).expect("few") + 1 || entries[1..].iter().all(|entry| entry.delivery.is_settled()));
        }
        prop_assert!(entries[1..].iter().all(|entry| entry.delivery.is_settled()));
    }
}

#[test]
fn small_attachments_go_first() {
    let mut entry = entry_with(1, 3);
    for (attachment, length) in entry.sheet.attachments.iter_mut().zip([9_000_000, 20, 300]) {
        attachment.byte_length = length;
    }
    let mut order = Vec::new();
    while let Next::Head { attachment } = next_request(&entry, Profile::Separate) {
        order.push(attachment);
        entry.delivery.attachments_done.insert(attachment);
    }
    assert_eq!(order, [id(1_001), id(1_002), id(1_000)]);
    assert_eq!(next_request(&entry, Profile::Separate), Next::Post);
}

#[test]
fn what_is_kept_back_goes_out_when_a_person_sends_it() {
    let mut entry = entry_with(1, 2);
    entry.delivery.begin("https://dms.example");
    entry.delivery.attachments_done.insert(id(1_000));
    entry.delivery.keep_back(now());
    assert_eq!(entry.delivery.state, DeliveryState::NeedsAttention);
    assert_eq!(entry.delivery.failure.as_ref().map(|failure| &failure.kind), Some(&FailureKind::KeptBack));
    assert_eq!(next_request(&entry, Profile::Separate), Next::Nothing);
    assert_eq!(choose_next(std::slice::from_ref(&entry), NOW_MS + LONGEST_WAIT_MS), None);
    assert_eq!(entry.attachments_delivered(), (1, 2), "what the backend has is remembered");
    entry.delivery.retry_now();
    assert!(entry.delivery.is_waiting());
}

#[test]
fn only_what_waits_can_be_kept_back() {
    for state in [
        DeliveryState::Delivered { at: now(), receipt: None },
        DeliveryState::Unconfirmed { at: now() },
        DeliveryState::NeedsAttention,
    ] {
        let mut delivery = Delivery { state, ..Delivery::default() };
        let before = delivery.clone();
        delivery.keep_back(now());
        assert_eq!(delivery, before);
    }
}

#[test]
fn a_hint_at_a_network_hurries_only_what_nobody_answered() {
    let later = DeliveryState::RetryAt { unix_ms: NOW_MS + 200_000 };
    let waiting = |kind| Delivery {
        state: later.clone(),
        attempts: 7,
        failure: Some(Failure { kind, at: now(), attachment: None, status: None, words: None }),
        ..Delivery::default()
    };
    let mut unheard = waiting(FailureKind::NoAnswer { cause: "cut".into() });
    assert!(unheard.network_may_be_back(NOW_MS));
    assert_eq!((unheard.state.clone(), unheard.attempts), (DeliveryState::RetryAt { unix_ms: NOW_MS }, 7));
    assert!(!unheard.network_may_be_back(NOW_MS), "it is due already");
    // A backend that asked for patience gets it.
    let mut busy = waiting(FailureKind::Busy);
    assert!(!busy.network_may_be_back(NOW_MS));
    assert_eq!(busy.state, later);
}
