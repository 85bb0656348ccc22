//! Sheets: exactly once, as received, and never half.

use http::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{
    Delivery, Server, Stores, fixture, get,
    sheets::{ask, fixtures, id, put_attachments, sealed, sheet},
    stores::on_every_store,
};

on_every_store!(
    every_published_sheet_is_kept_as_it_came,
    the_same_sheet_again_gets_the_same_receipt,
    identical_sheets_at_the_same_time_are_kept_once,
    of_two_sheets_with_one_id_one_is_kept,
    a_refusal_is_not_remembered,
    what_was_changed_after_sealing_is_refused_by_its_place,
    a_sheet_waits_for_its_attachments,
    the_last_sheet_of_a_vehicle_is_found_by_plate_and_vin,
    the_last_sheet_is_an_intake_that_nothing_corrects,
    whatever_text_a_sheet_carries_it_is_kept,
);

/// How many sheets the inbox counts.
async fn kept(server: &Server) -> usize {
    get(server.at, "/inbox?lang=en").await.text().matches("class=\"row inbox-line\"").count()
}

async fn every_published_sheet_is_kept_as_it_came(stores: Stores) {
    for (name, sheet) in fixtures() {
        // Some of them have one id.
        let server = Server::start(stores).await;
        put_attachments(server.at, &server.token, &sheet).await;
        // White space and the order of members are not ours to change.
        let mut delivery = Delivery::of(&sheet, &server.token);
        delivery.bytes = serde_json::to_vec_pretty(&sheet).expect("JSON");
        let reply = delivery.send(server.at).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{name}: {}", reply.text());
        let receipt = reply.json();
        assert_eq!(receipt["sheet_id"], sheet["id"], "{name}");
        assert_eq!(receipt["digest"], sheet["seal"]["digest"], "{name}");
        assert!(receipt["received_at"].as_str().is_some_and(|at| at.ends_with("+00:00")), "{name}: {receipt}");
        let raw = get(server.at, &format!("/inbox/{}/sheet.json", sheet["id"].as_str().expect("an id"))).await;
        assert_eq!(raw.bytes, delivery.bytes, "{name}");
        assert_eq!(kept(&server).await, 1, "{name}");
    }
}

async fn the_same_sheet_again_gets_the_same_receipt(stores: Stores) {
    let server = Server::start(stores).await;
    let delivery = Delivery::of(&sheet(1, |_| {}), &server.token);
    let first = delivery.send(server.at).await;
    assert_eq!(first.status, StatusCode::CREATED);
    for _ in 0..3 {
        let again = delivery.send(server.at).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.json(), first.json());
    }
    assert_eq!(kept(&server).await, 1);
}

async fn identical_sheets_at_the_same_time_are_kept_once(stores: Stores) {
    let server = Server::start(stores).await;
    for round in 0..5 {
        let delivery = Delivery::of(&sheet(round, |_| {}), &server.token);
        let mut under_way = JoinSet::new();
        for _ in 0..8 {
            let (delivery, at) = (delivery.clone(), server.at);
            under_way.spawn(async move { delivery.send(at).await });
        }
        let replies = under_way.join_all().await;
        let count = |status| replies.iter().filter(|reply| reply.status == status).count();
        assert_eq!((count(StatusCode::CREATED), count(StatusCode::OK)), (1, 7), "{replies:?}");
        assert!(replies.iter().all(|reply| reply.json() == replies[0].json()));
    }
    assert_eq!(kept(&server).await, 5);
}

async fn of_two_sheets_with_one_id_one_is_kept(stores: Stores) {
    let server = Server::start(stores).await;
    let sheets: Vec<Value> =
        (0..4).map(|n| sheet(1, |sheet| sheet["vehicle"]["odometer"]["value"] = json!(1000 + n))).collect();
    let mut under_way = JoinSet::new();
    for sheet in &sheets {
        let (delivery, at) = (Delivery::of(sheet, &server.token), server.at);
        under_way.spawn(async move { delivery.send(at).await });
    }
    let replies = under_way.join_all().await;
    let (kept, refused): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == StatusCode::CREATED);
    assert_eq!(kept.len(), 1, "{replies:?}");
    for reply in refused {
        assert_eq!(reply.status, StatusCode::CONFLICT);
        assert_eq!(reply.problem(), "conflict");
        assert_eq!(reply.json()["digest"], kept[0].json()["digest"]);
    }
}

async fn a_refusal_is_not_remembered(stores: Stores) {
    let server = Server::start(stores).await;
    let right = Delivery::of(&sheet(1, |_| {}), &server.token);
    let check = async |spoil: &dyn Fn(&mut Delivery), status: StatusCode, problem: &str| {
        let mut spoilt = right.clone();
        spoil(&mut spoilt);
        let reply = spoilt.send(server.at).await;
        assert_eq!((reply.status, reply.problem().as_str()), (status, problem), "{}", reply.text());
    };
    check(
        &|d| d.content_digest = Some("sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:".into()),
        StatusCode::BAD_REQUEST,
        "content_digest_mismatch",
    )
    .await;
    check(&|d| d.content_digest = Some("md5=:AAAA:".into()), StatusCode::BAD_REQUEST, "content_digest_malformed").await;
    check(&|d| d.content_digest = Some(String::new()), StatusCode::BAD_REQUEST, "content_digest_missing").await;
    check(&|d| d.key = None, StatusCode::BAD_REQUEST, "idempotency_key_missing").await;
    check(&|d| d.key = Some(id(2)), StatusCode::BAD_REQUEST, "idempotency_key_mismatch").await;
    check(&|d| d.key = Some("1".into()), StatusCode::BAD_REQUEST, "idempotency_key_mismatch").await;
    check(&|d| d.token = None, StatusCode::UNAUTHORIZED, "unauthorized").await;
    check(&|d| d.token = Some("wa_wrong".into()), StatusCode::UNAUTHORIZED, "unauthorized").await;
    check(&|d| d.content_type = "text/plain".into(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
        .await;
    check(
        &|d| d.content_type = "multipart/form-data; boundary=x".into(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
    )
    .await;
    check(&|d| d.bytes = b"{".to_vec(), StatusCode::BAD_REQUEST, "not_json").await;
    check(&|d| d.bytes = Vec::new(), StatusCode::BAD_REQUEST, "not_json").await;
    check(&|d| d.bytes = b"[]".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "sheet_refused").await;
    assert_eq!(kept(&server).await, 0);

    let mut quoted = right.clone();
    quoted.key = Some(format!("\"{}\"", id(1)));
    quoted.content_type = "application/json; charset=utf-8".into();
    assert_eq!(quoted.send(server.at).await.status, StatusCode::CREATED);
}

async fn what_was_changed_after_sealing_is_refused_by_its_place(stores: Stores) {
    let server = Server::start(stores).await;
    let right = sheet(1, |_| {});
    let check = async |change: &dyn Fn(&mut Value), expected: (&str, &str)| {
        let mut changed = right.clone();
        change(&mut changed);
        let reply = Delivery::of(&changed, &server.token).send(server.at).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
        let problems = reply.problems();
        assert!(problems.iter().any(|(path, _)| path == expected.0), "{problems:?}");
        if !expected.1.is_empty() {
            assert_eq!(problems, [(expected.0.to_owned(), expected.1.to_owned())]);
        }
    };
    check(&|sheet| sheet["vehicle"]["odometer"]["value"] = json!(1), ("/seal/digest", "")).await;
    check(&|sheet| sheet["vehicle"]["odometer"]["value"] = json!(1), ("/acknowledgement/content_digest", "")).await;
    check(&|sheet| sheet["a_newer_member"] = json!("unsealed"), ("/seal/digest", "")).await;
    let signature = "A".repeat(84) + "AQ";
    check(&|sheet| sheet["seal"]["signature"] = json!(signature), ("/seal/signature", "signature_malformed")).await;
    let other = fixture("refused_signature")["seal"]["signature"].clone();
    check(&|sheet| sheet["seal"]["signature"] = other.clone(), ("/seal/signature", "signature_mismatch")).await;
    let x = "A".repeat(43);
    check(&|sheet| sheet["seal"]["device_key"]["x"] = json!(x), ("/seal/device_key", "key_invalid")).await;

    // The later of two members with one name is the true one here, and another reader might take the first.
    let text = serde_json::to_string(&right).expect("JSON").replacen('{', "{\"kind\":\"handover\",", 1);
    let reply = Delivery { bytes: text.into_bytes(), ..Delivery::of(&right, &server.token) }.send(server.at).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kept(&server).await, 0);
}

async fn a_sheet_waits_for_its_attachments(stores: Stores) {
    let server = Server::start(stores).await;
    let sheet = fixture("electric_with_everything");
    let delivery = Delivery::of(&sheet, &server.token);
    let reply = delivery.send(server.at).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "attachments_missing"));
    let count = sheet["attachments"].as_array().expect("attachments").len();
    let expected: Vec<_> = (0..count).map(|n| (format!("/attachments/{n}"), "attachment_missing".to_owned())).collect();
    assert_eq!(reply.problems(), expected);
    assert_eq!(kept(&server).await, 0);

    put_attachments(server.at, &server.token, &sheet).await;
    assert_eq!(delivery.send(server.at).await.status, StatusCode::CREATED);

    let mut wrong = sheet.clone();
    wrong.as_object_mut().expect("a sheet").remove("seal");
    wrong["id"] = json!(id(1));
    wrong["attachments"][2]["byte_length"] = json!(1);
    let reply = Delivery::of(&sealed(wrong), &server.token).send(server.at).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "sheet_refused"));
    assert_eq!(reply.problems(), [("/attachments/2/byte_length".to_owned(), "byte_length_mismatch".to_owned())]);
}

async fn the_last_sheet_of_a_vehicle_is_found_by_plate_and_vin(stores: Stores) {
    let server = Server::start(stores).await;
    let visit = |n: u32, day: u32, plate: &'static str, vin: Option<&'static str>| {
        sheet(n, move |sheet| {
            sheet["opened_at"] = json!(format!("2026-11-{day:02}T10:28:00.000+08:00"));
            sheet["completed_at"] = json!(format!("2026-11-{day:02}T10:36:00.000+08:00"));
            sheet["vehicle"]["plate"] = json!({"text": plate, "kind": "green"});
            if let Some(vin) = vin {
                sheet["vehicle"]["vin"] = json!(vin);
            }
        })
    };
    // The older visit arrives last: a tablet was offline.
    let newer = visit(1, 21, "沪AD12345", Some("LGXCE4CC8P0123456"));
    let older = visit(2, 20, "沪AD12345", Some("LGXCE4CC8P0123456"));
    for sheet in [&newer, &older, &visit(3, 22, "沪AD99999", None)] {
        let reply = Delivery::of(sheet, &server.token).send(server.at).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    }
    for known in ["LGXCE4CC8P0123456", "lgxce4cc8p0123456", "%E6%B2%AAAD12345", "%E6%B2%AAa%C2%B7d%2012345"] {
        let reply = ask(server.at, &server.token, "GET", &format!("/api/v1/vehicles/{known}/last-sheet")).await;
        assert_eq!(reply.status, StatusCode::OK, "{known}");
        assert_eq!(reply.json()["id"], newer["id"], "{known}");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    for unknown in ["LGXCE4CC8P0123457", "%20", "%25", "D12345"] {
        let reply = ask(server.at, &server.token, "GET", &format!("/api/v1/vehicles/{unknown}/last-sheet")).await;
        assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::NOT_FOUND, "not_found"), "{unknown}");
    }
    let reply = ask(server.at, "wrong", "GET", "/api/v1/vehicles/LGXCE4CC8P0123456/last-sheet").await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
}

async fn the_last_sheet_is_an_intake_that_nothing_corrects(stores: Stores) {
    let server = Server::start(stores).await;
    let vin = "LGXCE4CC8P0123456";
    let visit = |n: u32, hour: u32, change: fn(&mut Value)| {
        sheet(n, move |sheet| {
            sheet["opened_at"] = json!(format!("2026-11-21T{hour:02}:28:00.000+08:00"));
            sheet["completed_at"] = json!(format!("2026-11-21T{hour:02}:36:00.000+08:00"));
            sheet["vehicle"]["vin"] = json!(vin);
            change(sheet);
        })
    };
    let deliver = async |sheet: &Value| {
        let reply = Delivery::of(sheet, &server.token).send(server.at).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    };
    let last = async || {
        let reply = ask(server.at, &server.token, "GET", &format!("/api/v1/vehicles/{vin}/last-sheet")).await;
        assert_eq!(reply.status, StatusCode::OK);
        reply
    };
    let intake = visit(1, 9, |_| {});
    deliver(&intake).await;
    // What was found at handover is in the shop's books, and the marks of an intake are what the customer signed.
    deliver(&visit(2, 17, |sheet| {
        sheet["kind"] = json!("handover");
        sheet["handover"] = fixture("handover")["handover"].clone();
    }))
    .await;
    assert_eq!(last().await.json()["id"], intake["id"]);

    let mut correction = visit(3, 18, |_| {});
    correction.as_object_mut().expect("a sheet").remove("seal");
    correction["supersedes"] = json!({"id": intake["id"], "digest": intake["seal"]["digest"], "reason": "misread"});
    let correction = sealed(correction);
    deliver(&correction).await;
    let reply = last().await;
    assert_eq!(reply.json()["id"], correction["id"]);
    // Byte for byte, so that its seal can be checked.
    assert_eq!(reply.text().as_bytes(), serde_json::to_vec(&correction).expect("JSON"));
}

async fn whatever_text_a_sheet_carries_it_is_kept(stores: Stores) {
    let server = Server::start(stores).await;
    // What means something in SQL or in one of its encodings. (U+0000, which PostgreSQL's text cannot hold, the contract refuses.)
    for (n, odd) in
        ["'; DROP TABLE sheets; --", "100 % $1 ? \\ \u{1F697}", "\u{1}\u{fffd}\u{202e}"].into_iter().enumerate()
    {
        let sheet = sheet(n as u32, |sheet| {
            sheet["advisor"]["name"] = json!(odd);
            sheet["vehicle"]["model"] = json!(odd);
        });
        let reply = Delivery::of(&sheet, &server.token).send(server.at).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{odd:?}: {}", reply.text());
        let id = sheet["id"].as_str().expect("an id");
        assert_eq!(get(server.at, &format!("/inbox/{id}/sheet.json")).await.json(), sheet);
    }
    assert_eq!(kept(&server).await, 3);
}
