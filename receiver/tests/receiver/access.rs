//! Who is let in: the served app without any set-up, tablets by token, people at the machine, everybody else by token too.

use http::StatusCode;
use serde_json::{Value, json};
use walkaround_receiver::{Options, add_token};

use crate::support::{
    Delivery, Place, Server, Stores, body, get, request, send, sheets::sheet, stores::on_every_store,
};

on_every_store!(
    the_served_app_needs_no_set_up,
    a_shop_with_tokens_of_its_own_gets_none_made,
    health_checks_a_token_that_is_sent,
);

async fn config(server: &Server, headers: &[(&str, &str)]) -> Value {
    let mut request = http::Request::get("/walkaround.json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let reply = send(server.at, request.body(body("")).expect("a request")).await;
    assert_eq!(
        (reply.status, reply.header("cache-control"), reply.header("content-type")),
        (StatusCode::OK, "no-store", "application/json")
    );
    reply.json()
}

const HERE: (&str, &str) = ("host", "localhost:8787");
const CLOSED: &str = r#"{"base":"/api/v1"}"#;

async fn the_served_app_needs_no_set_up(stores: Stores) {
    let server = Server::start(stores).await;
    let handed = config(&server, &[HERE]).await;
    assert_eq!(handed["base"], "/api/v1");
    let token = handed["token"].as_str().expect("at this machine the token is handed out").to_owned();
    assert_eq!(Delivery::of(&sheet(1, |_| {}), &token).send(server.at).await.status, StatusCode::CREATED);

    // The tablet's app has it already; a restart must not lock it out.
    let data = server.stop().await;
    let server = Server::start_in(data, |_| {}).await;
    assert_eq!(config(&server, &[HERE]).await, handed);
    assert_eq!(Delivery::of(&sheet(2, |_| {}), &token).send(server.at).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn nobody_else_is_handed_the_token() {
    let server = Server::start(Stores::Local).await;
    for headers in [
        &[("host", "receiver.example")][..],
        &[("host", "127.0.0.1.example")],
        &[HERE, ("x-forwarded-for", "203.0.113.9")],
        &[HERE, ("forwarded", "for=203.0.113.9")],
    ] {
        assert_eq!(config(&server, headers).await.to_string(), CLOSED, "{headers:?}");
    }
    let open = Server::start_with(Stores::Local, |options| options.open_config = true).await;
    assert!(config(&open, &[("host", "receiver.example")]).await["token"].is_string());
}

async fn a_shop_with_tokens_of_its_own_gets_none_made(stores: Stores) {
    let place = Place::new(stores);
    let places = place.places();
    let token = add_token(&places, "Tablet 2").await.expect("the database is usable").expect("the name is free");
    assert!(add_token(&places, "Tablet 2").await.expect("the database is usable").is_none(), "a name is given once");
    let server = Server::start_in(place.clone(), |_| {}).await;
    assert_eq!(config(&server, &[HERE]).await.to_string(), CLOSED);
    assert_eq!(Delivery::of(&sheet(1, |_| {}), &token).send(server.at).await.status, StatusCode::CREATED);
    // Made while the receiver runs, it opens at once.
    let third = add_token(&places, "Tablet 3").await.expect("the database is usable").expect("the name is free");
    assert_eq!(Delivery::of(&sheet(2, |_| {}), &third).send(server.at).await.status, StatusCode::CREATED);
    if stores == Stores::Local {
        let database = std::fs::read(place.folder().join("receiver.sqlite")).expect("the database");
        let stored = database.windows(third.len()).any(|window| window == third.as_bytes());
        assert!(!stored, "a token is stored as its hash");
    }

    let given =
        Server::start_with(stores, |options| options.tokens = vec![("given-1".to_owned(), "from a file".to_owned())])
            .await;
    assert_eq!(config(&given, &[HERE]).await.to_string(), CLOSED);
    assert_eq!(Delivery::of(&sheet(1, |_| {}), "from a file").send(given.at).await.status, StatusCode::CREATED);
}

async fn health_checks_a_token_that_is_sent(stores: Stores) {
    let server = Server::start(stores).await;
    let ask = async |authorization: Option<String>| {
        let mut request = request("GET", "/api/v1/health");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        send(server.at, request.body(body("")).expect("a request")).await
    };
    let reply = ask(None).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(
        (&reply.json()["status"], &reply.json()["contract_version"]),
        (&json!("ok"), &json!(walkaround_contract::VERSION))
    );
    assert_eq!(ask(Some(format!("Bearer {}", server.token))).await.status, StatusCode::OK);
    for wrong in ["Bearer wrong", "Bearer ", "Basic dTpw"] {
        assert_eq!(ask(Some(wrong.to_owned())).await.problem(), "unauthorized", "{wrong}");
    }
}

#[tokio::test]
async fn the_inbox_is_open_here_and_locked_from_elsewhere() {
    let server = Server::start(Stores::Local).await;
    let sheet = sheet(1, |sheet| sheet["customer"]["owner"]["name"] = json!("Chen Jianguo"));
    Delivery::of(&sheet, &server.token).send(server.at).await;
    let pages = [
        "/inbox".to_owned(),
        format!("/inbox/{}", sheet["id"].as_str().expect("an id")),
        format!("/inbox/{}/sheet.json", sheet["id"].as_str().expect("an id")),
    ];
    let elsewhere = async |path: &str, authorization: Option<&str>| {
        let mut request = http::Request::get(path).header("host", "receiver.example");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        send(server.at, request.body(body("")).expect("a request")).await
    };
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let right = format!("Basic {}", STANDARD.encode(format!("anybody:{}", server.token)));
    let wrong = format!("Basic {}", STANDARD.encode("anybody:guess"));
    for path in &pages {
        assert_eq!(get(server.at, path).await.status, StatusCode::OK, "{path}");
        for authorization in [None, Some(wrong.as_str()), Some("Basic")] {
            let reply = elsewhere(path, authorization).await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(reply.header("www-authenticate").starts_with("Basic"), "{path}");
            assert!(!reply.text().contains("Chen"), "{path}");
        }
        assert_eq!(elsewhere(path, Some(&right)).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn one_folder_has_one_receiver() {
    let server = Server::start(Stores::Local).await;
    let error = walkaround_receiver::Receiver::open(&Options::new(server.place.places()), server.at)
        .await
        .err()
        .expect("the folder is in use");
    assert!(matches!(error, walkaround_receiver::OpenError::InUse(_)), "{error}");
    let data = server.stop().await;
    Server::start_in(data, |_| {}).await;
}
