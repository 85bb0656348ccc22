//! `export` and `verify` of what it made, as an administrator types them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use http::StatusCode;
use tempfile::TempDir;

use crate::{
    restart::RECEIVER,
    support::{
        Delivery, Place, Server, Stores, fixture,
        sheets::{attachment_bytes, put_attachments, sheet},
        stores::on_every_store,
    },
};

on_every_store!(an_export_is_everything_as_it_came, an_export_goes_on_where_it_was);

fn export(place: &Place, into: &Path, more: &[&str]) -> Output {
    let (arguments, variables) = place.command_line();
    let mut command = Command::new(RECEIVER);
    command.arg("export").args(arguments).envs(variables).arg("--into").arg(into).args(more);
    command.output().expect("the receiver runs")
}

fn verify(folder: &Path) -> (Option<i32>, String) {
    let output = Command::new(RECEIVER).arg("verify").arg(folder).output().expect("the receiver runs");
    (output.status.code(), text(&output.stdout).to_owned())
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("its words are UTF-8")
}

/// A receiver with three sheets, one of which names attachments.
async fn with_sheets(stores: Stores) -> (Server, Vec<Delivery>) {
    let server = Server::start(stores).await;
    let rich = fixture("electric_with_everything");
    put_attachments(server.at, &server.token, &rich).await;
    let mut deliveries = Vec::new();
    for sheet in [&rich, &sheet(1, |_| {}), &sheet(2, |_| {})] {
        let mut delivery = Delivery::of(sheet, &server.token);
        // White space is part of what was received.
        delivery.bytes = serde_json::to_vec_pretty(sheet).expect("JSON");
        assert_eq!(delivery.send(server.at).await.status, StatusCode::CREATED);
        deliveries.push(delivery);
    }
    (server, deliveries)
}

fn sheet_file(folder: &Path, delivery: &Delivery) -> PathBuf {
    folder.join("sheets").join(format!("{}.json", delivery.key.as_deref().expect("a delivery has a key")))
}

async fn an_export_is_everything_as_it_came(stores: Stores) {
    let (server, deliveries) = with_sheets(stores).await;
    let folder = TempDir::new().expect("a temporary folder");
    let into = folder.path().join("export");
    // Beside the receiver that runs.
    let output = export(&server.place, &into, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let rich = fixture("electric_with_everything");
    let named = rich["attachments"].as_array().expect("attachments");
    let said = format!("3 sheets and {} attachments written", named.len());
    assert!(text(&output.stdout).starts_with(&said), "{}", text(&output.stdout));
    for delivery in &deliveries {
        assert_eq!(fs::read(sheet_file(&into, delivery)).expect("the sheet"), delivery.bytes);
        let receipt = fs::read(into.join("receipts").join(sheet_file(&into, delivery).file_name().expect("a name")));
        let receipt: serde_json::Value = serde_json::from_slice(&receipt.expect("the receipt")).expect("JSON");
        assert_eq!(receipt, delivery.send(server.at).await.json());
    }
    for attachment in named {
        let sha256 = attachment["sha256"].as_str().expect("an address");
        let file = into.join("attachments").join(&sha256[..2]).join(sha256);
        assert_eq!(fs::read(file).expect("the attachment"), attachment_bytes(attachment));
    }
    assert_eq!(verify(&into), (Some(0), format!("Agrees: 3 sheets and {} attachments that they name.\n", named.len())));

    let one = folder.path().join("one");
    let id = deliveries[1].key.as_deref().expect("a key");
    assert!(export(&server.place, &one, &["--sheet", id]).status.success());
    assert_eq!(fs::read_dir(one.join("sheets")).expect("the folder").count(), 1);
    assert_eq!(verify(&one).0, Some(0));
    let nobody = export(&server.place, &one, &["--sheet", "019a0000-0000-7000-8000-00000000ffff"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("no sheet 019a0000"), "{}", text(&nobody.stderr));
}

async fn an_export_goes_on_where_it_was(stores: Stores) {
    let (server, deliveries) = with_sheets(stores).await;
    let folder = TempDir::new().expect("a temporary folder");
    let into = folder.path();
    assert!(export(&server.place, into, &[]).status.success());
    // As if it had been interrupted, and something had happened to the disk since.
    fs::remove_file(sheet_file(into, &deliveries[1])).expect("it was there");
    let rich = fixture("electric_with_everything");
    let sha256 = rich["attachments"][0]["sha256"].as_str().expect("an address");
    let attachment = into.join("attachments").join(&sha256[..2]).join(sha256);
    let whole = fs::read(&attachment).expect("the attachment");
    fs::write(&attachment, &whole[..5]).expect("a file");
    let (code, report) = verify(into);
    assert_eq!(code, Some(1));
    assert!(report.starts_with(&format!("Differs: attachment {sha256}")), "{report}");

    let output = export(&server.place, into, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.starts_with("2 sheets and 1 attachments written") && said.contains("1 sheets were there"), "{said}");
    assert_eq!(verify(into).0, Some(0));
    let (third, changed) = (sheet_file(into, &deliveries[2]), sheet_file(into, &deliveries[1]));
    fs::copy(&third, &changed).expect("a file");
    assert!(verify(into).1.contains("is the sheet"), "a sheet under another's name is found");
}

#[tokio::test]
async fn what_cannot_be_exported_is_named() {
    let (server, deliveries) = with_sheets(Stores::Local).await;
    let rich = fixture("electric_with_everything");
    let lost = rich["attachments"][0]["sha256"].as_str().expect("an address");
    let spoilt = rich["attachments"][1]["sha256"].as_str().expect("an address");
    let kept = |sha256: &str| server.place.folder().join("attachments").join(&sha256[..2]).join(sha256);
    fs::remove_file(kept(lost)).expect("it was kept");
    fs::write(kept(spoilt), "something else").expect("a file");
    let folder = TempDir::new().expect("a temporary folder");
    let output = export(&server.place, folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    for sha256 in [lost, spoilt] {
        assert!(said.contains(&format!("Missing: attachment {sha256}")), "{said}");
    }
    assert!(sheet_file(folder.path(), &deliveries[0]).exists(), "what can be had is had");
    assert_eq!(verify(folder.path()).0, Some(1));

    let nowhere = Place::new(Stores::Local);
    assert_eq!(export(&nowhere, folder.path(), &[]).status.code(), Some(2), "nothing was ever kept there");
    assert_eq!(verify(nowhere.folder()).0, Some(2), "that is no export");
}
