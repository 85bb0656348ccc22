//! The shop's checklist: handed out as it was checked, to whoever has a token, and not at all where none is named.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use http::StatusCode;
use serde_json::Value;
use tempfile::TempDir;
use walkaround_contract::{CatalogueEntry, Template, read_template};

use crate::support::{Server, Stores, body, request, send, sheets::ask};

const ADDRESS: &str = "/api/v1/template";

/// A shop's template as a file, and itself.
fn exported(folder: &TempDir) -> (PathBuf, Template) {
    let mut template = Template::standard().clone();
    template.id = "shop".to_owned();
    template.version = 7;
    let labels = [("en", "Tyre sealant"), ("zh-CN", "补胎液")].map(|(tag, label)| (tag.to_owned(), label.to_owned()));
    let words = template.catalogues.get_mut("accessory_kind").expect("the shipped template has accessories");
    words.push(CatalogueEntry::own("x_tyre_sealant", labels.into()));
    let file = folder.path().join("shop-7.template.json");
    fs::write(&file, template.file().expect("a template is JSON")).expect("a file");
    (file, template)
}

#[tokio::test]
async fn the_checklist_is_handed_out_in_its_canonical_form() {
    let folder = TempDir::new().expect("a temporary folder");
    let (file, template) = exported(&folder);
    let named = file.clone();
    let server = Server::start_with(Stores::Local, move |options| options.template = Some(named)).await;
    // What becomes of the file later is the next start's business.
    fs::write(&file, "{").expect("a file");
    let reply = ask(server.at, &server.token, "GET", ADDRESS).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(reply.bytes, template.canonical_bytes().expect("it has a canonical form"));
    assert_eq!(read_template(&reply.bytes).map(|(template, _)| template), Ok(template.clone()));
    let tag = format!("\"{}\"", template.digest().expect("it has a digest"));
    assert_eq!((reply.header("etag"), reply.header("cache-control")), (tag.as_str(), "private, no-cache"));

    let again = async |known: &str| {
        let request = request("GET", ADDRESS)
            .header("authorization", format!("Bearer {}", server.token))
            .header("if-none-match", known);
        send(server.at, request.body(body("")).expect("a request")).await
    };
    for known in [tag.as_str(), &format!("W/{tag}"), &format!("\"other\", {tag}"), "*"] {
        let reply = again(known).await;
        assert_eq!((reply.status, reply.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(reply.header("etag"), tag);
    }
    assert_eq!(again("\"other\"").await.status, StatusCode::OK);

    let reply = ask(server.at, "wrong", "GET", ADDRESS).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::UNAUTHORIZED, "unauthorized"));
    let reply = ask(server.at, &server.token, "POST", ADDRESS).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"));
}

#[tokio::test]
async fn without_a_checklist_there_is_none_to_be_had() {
    let server = Server::start(Stores::Local).await;
    let reply = ask(server.at, &server.token, "GET", ADDRESS).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::NOT_FOUND, "not_found"));
    assert_eq!(ask(server.at, "wrong", "GET", ADDRESS).await.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_bad_checklist_is_refused_at_the_start_with_every_place() {
    let folder = TempDir::new().expect("a temporary folder");
    let broken = Path::new(env!("CARGO_MANIFEST_DIR")).join("../contract/fixtures/templates/invalid");
    let start = |file: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_walkaround-receiver"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path().join("data"))
            .arg("--template")
            .arg(file)
            .output()
            .expect("the receiver runs");
        assert_eq!(output.status.code(), Some(2), "{}", file.display());
        String::from_utf8(output.stderr).expect("its words are UTF-8")
    };
    let index = fs::read_to_string(broken.join("index.json")).expect("the list of broken templates");
    let index: Vec<Value> = serde_json::from_str(&index).expect("JSON");
    for entry in &index {
        let text = |member: &str| entry[member].as_str().expect("a text");
        let said = start(&broken.join(text("file")));
        let place = Some(text("path")).filter(|path| !path.is_empty()).unwrap_or("(document)");
        assert!(said.contains(&format!("\n  {place}: ")), "{said}");
        assert!(said.contains(&format!("({})", text("code"))), "{said}");
    }
    let said = start(&folder.path().join("nowhere.json"));
    assert!(said.contains("nowhere.json") && said.contains("cannot be read"), "{said}");
    assert!(!folder.path().join("data").exists(), "nothing was opened");
}
