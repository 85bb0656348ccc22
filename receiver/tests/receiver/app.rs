//! The served app: its files, their types and how long they may be kept; pages; and what other origins may do.

use std::{
    fs,
    path::{Path, PathBuf},
};

use http::StatusCode;
use tempfile::TempDir;
use walkaround_receiver::{Options, Places, Receiver};

use crate::support::{Server, Stores, body, get, request, send};

/// A built app, with a secret beside it.
fn dist() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder");
    let dist = folder.path().join("dist");
    fs::create_dir_all(dist.join("drawings")).expect("a folder");
    for (name, text) in [
        ("index.html", "<!doctype html><title>app</title>"),
        ("sw.js", "// worker"),
        ("manifest.webmanifest", "{}"),
        ("walkaround-0123456789abcdef.js", "export {}"),
        ("walkaround-0123456789abcdef_bg.wasm", "\0asm"),
        ("walkaround-0123456789abcdef_bg.wasm.br", "brotli"),
        ("icons.svg", "<svg/>"),
        ("drawings/sedan.json", "{}"),
        ("../secret.txt", "secret"),
    ] {
        fs::write(dist.join(name), text).expect("a file");
    }
    (folder, dist)
}

async fn serving(dist: &Path) -> Server {
    Server::start_with(Stores::Local, |options| options.app = Some(dist.to_path_buf())).await
}

#[tokio::test]
async fn files_have_their_types_and_ages() {
    let (_folder, dist) = dist();
    let server = serving(&dist).await;
    let check = async |path: &str, media_type: &str, caching: &str| {
        let reply = send(server.at, request("GET", path).body(body("")).expect("a request")).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("content-type").split(';').next(), Some(media_type), "{path}");
        assert_eq!(reply.header("cache-control"), caching, "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{path}");
    };
    let forever = "public, max-age=31536000, immutable";
    check("/", "text/html", "no-cache").await;
    check("/index.html", "text/html", "no-cache").await;
    check("/sw.js", "text/javascript", "no-cache").await;
    check("/manifest.webmanifest", "application/manifest+json", "no-cache").await;
    check("/walkaround-0123456789abcdef.js", "text/javascript", forever).await;
    check("/walkaround-0123456789abcdef_bg.wasm", "application/wasm", forever).await;
    check("/icons.svg", "image/svg+xml", "no-cache").await;
    check("/drawings/sedan.json", "application/json", "no-cache").await;

    let compressed = send(
        server.at,
        request("GET", "/walkaround-0123456789abcdef_bg.wasm")
            .header("accept-encoding", "gzip, br")
            .body(body(""))
            .expect("a request"),
    )
    .await;
    assert_eq!(
        (compressed.header("content-encoding"), compressed.header("content-type"), compressed.text()),
        ("br", "application/wasm", "brotli")
    );
}

#[tokio::test]
async fn every_address_of_the_app_is_its_page() {
    let (_folder, dist) = dist();
    let server = serving(&dist).await;
    for path in ["/", "/intake/019a/walkaround", "/settings", "/drawings"] {
        let reply = get(server.at, path).await;
        assert_eq!((reply.status, reply.text()), (StatusCode::OK, "<!doctype html><title>app</title>"), "{path}");
        assert_eq!(reply.header("cache-control"), "no-cache", "{path}");
        assert_eq!(reply.header("content-security-policy"), "frame-ancestors 'none'", "{path}");
    }
    // A file that is not there is not a page, and neither is an address of the API.
    for (path, problem) in [
        ("/walkaround-00000000.js", "not_found"),
        ("/api/v1/nothing", "not_found"),
        ("/api/v2/intake-sheets", "not_found"),
    ] {
        assert_eq!(get(server.at, path).await.problem(), problem, "{path}");
    }
    let reply = send(server.at, request("POST", "/settings").body(body("")).expect("a request")).await;
    assert_eq!(reply.problem(), "method_not_allowed");
}

#[tokio::test]
async fn nothing_beside_the_app_is_served() {
    let (_folder, dist) = dist();
    let server = serving(&dist).await;
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/drawings/../../secret.txt",
        "/drawings/%2e%2e%2f%2e%2e%2fsecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..%5csecret.txt",
    ] {
        for accept in ["text/html", "*/*"] {
            let reply =
                send(server.at, request("GET", path).header("accept", accept).body(body("")).expect("a request")).await;
            assert!(!reply.text().contains("secret") && !reply.text().contains("root:"), "{path}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn without_an_app_the_inbox_is_the_front_page() {
    let server = Server::start(Stores::Local).await;
    let reply = get(server.at, "/").await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/inbox"));
    assert_eq!(get(server.at, "/settings").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_app_that_was_not_built_is_said() {
    let folder = TempDir::new().expect("a temporary folder");
    let options =
        Options { app: Some(folder.path().join("dist")), ..Options::new(Places::folder(folder.path().join("data"))) };
    let error =
        Receiver::open(&options, "127.0.0.1:1".parse().expect("an address")).await.err().expect("there is no app");
    assert!(error.to_string().contains("dist"), "{error}");
}

#[tokio::test]
async fn other_origins_may_deliver_but_not_read_the_configuration() {
    let server = Server::start(Stores::Local).await;
    let preflight = request("OPTIONS", "/api/v1/intake-sheets")
        .header("origin", "https://app.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-digest,content-type,idempotency-key")
        .header("access-control-request-private-network", "true")
        .body(body(""))
        .expect("a request");
    let reply = send(server.at, preflight).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert_eq!(reply.header("access-control-allow-private-network"), "true");
    for header in ["authorization", "content-digest", "content-type", "idempotency-key"] {
        assert!(reply.header("access-control-allow-headers").contains(header), "{header}");
    }
    for method in ["GET", "HEAD", "PUT", "POST"] {
        assert!(reply.header("access-control-allow-methods").contains(method), "{method}");
    }
    let refused = send(
        server.at,
        request("POST", "/api/v1/intake-sheets")
            .header("origin", "https://app.example")
            .body(body(""))
            .expect("a request"),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.header("access-control-allow-origin"), "*", "a page can only show a refusal that it may read");
    assert_eq!(refused.header("access-control-expose-headers"), "retry-after");

    for path in ["/walkaround.json", "/inbox"] {
        let reply = send(
            server.at,
            request("GET", path).header("origin", "https://app.example").body(body("")).expect("a request"),
        )
        .await;
        assert_eq!(reply.header("access-control-allow-origin"), "", "{path}");
    }
}
