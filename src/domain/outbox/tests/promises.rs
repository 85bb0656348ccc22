//! The promises of the outbox, whatever a backend answers.

use proptest::prelude::*;

use super::*;

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
