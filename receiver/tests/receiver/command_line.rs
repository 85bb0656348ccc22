//! `verify` and `token new`, as an administrator types them.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::json;
use tempfile::TempDir;

use crate::support::sheets::{fixtures, sheet};

fn run(arguments: &[&str], last: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_walkaround-receiver"))
        .args(arguments)
        .arg(last)
        .output()
        .expect("the receiver runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("its words are UTF-8")
}

#[test]
fn published_sheets_verify() {
    for (name, sheet) in fixtures() {
        let output = run(
            &["verify"],
            Path::new(&format!("{}/../contract/fixtures/valid/{name}.json", env!("CARGO_MANIFEST_DIR"))),
        );
        let report = text(&output.stdout);
        assert!(output.status.success(), "{name}: {report}");
        assert!(report.starts_with("Agrees."), "{name}: {report}");
        assert!(report.contains(sheet["seal"]["digest"].as_str().expect("a digest")), "{name}: {report}");
    }
}

#[test]
fn verify_names_the_first_thing_that_differs() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("sheet.json");
    let check = |change: &dyn Fn(&mut serde_json::Value), expected: &str| {
        let mut changed = sheet(1, |_| {});
        change(&mut changed);
        fs::write(&file, changed.to_string()).expect("a file");
        let output = run(&["verify"], &file);
        assert_eq!(output.status.code(), Some(1));
        let report = text(&output.stdout);
        assert!(
            report.lines().next().is_some_and(|first| first.starts_with(&format!("Differs: {expected}"))),
            "{report}"
        );
    };
    check(&|sheet| sheet["customer"]["owner"]["name"] = json!("Somebody else"), "/acknowledgement/content_digest");
    check(&|sheet| sheet["completed_at"] = json!("2026-11-21T10:37:00.000+08:00"), "/seal/digest");
    let other = sheet(2, |_| {})["seal"]["signature"].clone();
    check(&|sheet| sheet["seal"]["signature"] = other.clone(), "/seal/signature");
    check(&|sheet| *sheet = json!([]), "the document");

    fs::write(&file, "not JSON").expect("a file");
    assert_eq!(run(&["verify"], &file).status.code(), Some(1));
    assert_eq!(run(&["verify"], &folder.path().join("nothing")).status.code(), Some(2));
}

#[test]
fn a_token_is_shown_once() {
    let folder = TempDir::new().expect("a temporary folder");
    let data = folder.path().join("data");
    let first = run(&["token", "new", "--name", "Tablet 2", "--data"], &data);
    assert!(first.status.success(), "{}", text(&first.stderr));
    let token = text(&first.stdout).trim();
    assert!(token.starts_with("wa_") && token.len() == 46, "{token}");
    let second = run(&["token", "new", "--name", "Tablet 2", "--data"], &data);
    assert_eq!(second.status.code(), Some(2));
    assert!(text(&second.stderr).contains("Tablet 2"), "{}", text(&second.stderr));
    assert!(second.stdout.is_empty());
}
