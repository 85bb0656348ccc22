//! What people see of a delivery, ask of it and stop; and that it survives being written down.

use super::*;

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
