//! Whose turn it is and when: waiting, the order of sheets and of their attachments.

use super::*;

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
