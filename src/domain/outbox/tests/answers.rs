//! What every answer does to a sheet: the table of the contract, line by line.

use super::*;

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
