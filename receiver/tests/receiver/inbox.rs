//! The inbox: what a person sees.

use std::fs;

use http::StatusCode;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{
    Delivery, Server, Stores, body, fixture, get, request, send,
    sheets::{fixtures, id, put_attachments, sheet},
    stores::on_every_store,
};

on_every_store!(
    sheets_are_listed_newest_first_searched_and_paged,
    every_published_sheet_has_a_page,
    a_correction_and_its_sheet_lead_to_each_other,
    an_unknown_sheet_is_a_page_too,
    a_clip_plays_in_the_inbox_and_says_how_long_it_is,
);

async fn deliver(server: &Server, sheet: &serde_json::Value) {
    put_attachments(server.at, &server.token, sheet).await;
    let reply = Delivery::of(sheet, &server.token).send(server.at).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
}

#[tokio::test]
async fn an_empty_inbox_says_so_in_both_languages() {
    let server = Server::start(Stores::Local).await;
    let check = async |path: &str, accept_language: &str, expected: &str, lang: &str| {
        let reply = send(
            server.at,
            request("GET", path).header("accept-language", accept_language).body(body("")).expect("a request"),
        )
        .await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(reply.text().contains(expected), "{path}: {}", reply.text());
        assert!(reply.text().contains(&format!("<html lang=\"{lang}\"")), "{path}: {}", reply.text());
    };
    check("/inbox", "en-GB,en;q=0.9", "Nothing has arrived yet", "en").await;
    check("/inbox", "zh-CN,zh;q=0.9,en;q=0.8", "还没有收到接车单", "zh-CN").await;
    check("/inbox", "de", "Nothing has arrived yet", "en").await;
    check("/inbox?lang=zh-CN", "en", "还没有收到接车单", "zh-CN").await;
    check("/inbox?lang=zh-CN&q=%E6%B2%AAA", "en", "没有找到「沪A」", "zh-CN").await;
    let dark = get(server.at, "/inbox?theme=dark&lang=en").await;
    assert!(dark.text().contains("data-theme=\"dark\""));
    assert!(
        dark.text().contains("href=\"/inbox?lang=zh-CN&amp;theme=dark\""),
        "the other language keeps the appearance: {}",
        dark.text()
    );
}

async fn sheets_are_listed_newest_first_searched_and_paged(stores: Stores) {
    let server = Server::start(stores).await;
    for n in 0..30 {
        deliver(
            &server,
            &sheet(n, |sheet| sheet["vehicle"]["plate"] = json!({"text": format!("沪A{n:05}"), "kind": "blue"})),
        )
        .await;
    }
    let plates = |text: &str| -> Vec<u32> {
        text.split("<b>").filter_map(|part| part.split("</b>").next()?.parse().ok()).collect()
    };
    let first = get(server.at, "/inbox?lang=en").await;
    assert_eq!(plates(first.text()), (5..30).rev().collect::<Vec<_>>());
    assert!(first.text().contains("30 sheets"));
    let next = first
        .text()
        .split("href=\"")
        .filter_map(|part| part.split('"').next())
        .find(|link| link.contains("before="))
        .expect("a link to older sheets")
        .replace("&amp;", "&");
    let second = get(server.at, &next).await;
    assert_eq!(plates(second.text()), (0..5).rev().collect::<Vec<_>>());
    assert!(!second.text().contains("before="), "there is no third page");

    let found = get(server.at, "/inbox?lang=en&q=%E6%B2%AAa%C2%B70001").await;
    assert_eq!(plates(found.text()), (10..20).rev().collect::<Vec<_>>());
    assert!(found.text().contains("10 sheets"));
    // What is typed is text, not a pattern.
    for nothing in ["%25%25", "_", "%27%20OR%201=1--"] {
        let page = get(server.at, &format!("/inbox?lang=en&q=x{nothing}")).await;
        assert_eq!(plates(page.text()), [] as [u32; 0], "{nothing}");
    }
    assert_eq!(get(server.at, "/inbox?before=x").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_sheet_is_shown_whole() {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("drawings")).expect("a folder");
    fs::write(folder.path().join("index.html"), "app").expect("a file");
    let drawings = format!("{}/../public/drawings", env!("CARGO_MANIFEST_DIR"));
    for body in ["sedan", "hatchback"] {
        fs::copy(format!("{drawings}/{body}.json"), folder.path().join(format!("drawings/{body}.json")))
            .expect("the app has a drawing of every body");
    }
    let server = Server::start_with(Stores::Local, |options| options.app = Some(folder.path().to_owned())).await;
    let sheet = fixture("electric_with_everything");
    deliver(&server, &sheet).await;
    let page = get(server.at, &format!("/inbox/{}?lang=zh-CN", sheet["id"].as_str().expect("an id"))).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    for shown in [
        "沪A",
        "D12345",
        "LGXCE4CC8P0123456",
        "比亚迪 汉 EV 605",
        "陈建国",
        "陈晓雨",
        "139 1771 0042",
        "沪东印务",
        "金卡",
        "A-20871",
        "RO-20418",
        "38,214 km",
        "18 %",
        "咯噔咯噔响",
        "右前部异响",
        "别家换过减震器顶胶",
        "露底漆",
        "120 mm",
        "这个凹陷应该是店里洗车时弄的",
        "4.8 mm",
        "240 kPa",
        "补胎液",
        "太阳镜一副",
        "后排有儿童座椅",
        "4 万公里保养套餐",
        "制动液",
        "CNY 848.00",
        "CNY 100.00",
        "2026-11-21 16:30",
        "客户自己去充",
        "上次修完空调",
        "2026-11-24",
        "我看过以上 3 处痕迹",
        "周敏",
        "R-000001",
        sheet["seal"]["digest"].as_str().expect("a digest"),
        sheet["acknowledgement"]["content_digest"].as_str().expect("a digest"),
    ] {
        assert!(text.contains(shown), "{shown} is not on the page");
    }
    // Every photo and clip, the ink of both, five views, the three marks that have a place.
    for attachment in sheet["attachments"]
        .as_array()
        .expect("attachments")
        .iter()
        .filter(|attachment| attachment["role"] != "signature")
    {
        assert!(
            text.contains(&format!("/inbox/attachments/{}", attachment["sha256"].as_str().expect("an address"))),
            "{attachment}"
        );
    }
    // What was drawn over the first photo: arrow, words, circle, line, each in its ink. The blurred area of the second is said, not drawn.
    assert_eq!(text.matches("class=\"ink-over\"").count(), 2);
    assert_eq!(text.matches("class=\"ink-line\"").count(), 3);
    for drawn in
        ["class=\"ink red\"", "class=\"ink yellow\"", "class=\"ink white\"", "M1200 600L5000 3900", "接车时打了码"]
    {
        assert!(text.contains(drawn), "{drawn} is not on the page");
    }
    assert_eq!(text.matches("class=\"inbox-signature\"").count(), 2);
    assert_eq!(text.matches("class=\"car\"").count(), 5);
    assert_eq!(text.matches("class=\"map-pin").count(), 3);
    assert!(text.matches("class=\"tk\"").count() > 20, "panels without damage are ticked");
    assert!(
        text.contains("class=\"panel body na\"") || text.contains(" na\""),
        "panels that could not be seen are crossed"
    );
    assert!(text.contains(" ni\""), "panels nobody looked at are hatched");
    assert!(text.contains("车图后来改过"), "the fixture was taken on another revision of the drawing");

    let photo = sheet["attachments"][0]["sha256"].as_str().expect("an address");
    let photo = get(server.at, &format!("/inbox/attachments/{photo}")).await;
    assert_eq!((photo.status, photo.header("content-type")), (StatusCode::OK, "image/jpeg"));
}

async fn every_published_sheet_has_a_page(stores: Stores) {
    for (name, sheet) in fixtures() {
        // Some of them have one id.
        let server = Server::start(stores).await;
        deliver(&server, &sheet).await;
        for lang in ["en", "zh-CN"] {
            let page = get(server.at, &format!("/inbox/{}?lang={lang}", sheet["id"].as_str().expect("an id"))).await;
            assert_eq!(page.status, StatusCode::OK, "{name} {lang}");
            assert!(page.text().contains("</html>"), "{name} {lang}");
        }
    }
}

async fn a_correction_and_its_sheet_lead_to_each_other(stores: Stores) {
    let server = Server::start(stores).await;
    let (sheet, correction) = (fixture("walk_in_minimal"), fixture("correction"));
    let address = |sheet: &serde_json::Value| format!("/inbox/{}?lang=en", sheet["id"].as_str().expect("an id"));
    deliver(&server, &correction).await;
    assert_eq!(get(server.at, &address(&sheet)).await.status, StatusCode::NOT_FOUND, "a correction may come first");
    deliver(&server, &sheet).await;
    let page = get(server.at, &address(&sheet)).await;
    assert!(
        page.text().contains("A correction of this sheet has arrived.") && page.text().contains(&address(&correction))
    );
    let page = get(server.at, &address(&correction)).await;
    assert!(page.text().contains("This sheet corrects an earlier one.") && page.text().contains(&address(&sheet)));
}

#[tokio::test]
async fn markup_in_a_sheet_is_text() {
    let server = Server::start(Stores::Local).await;
    let mut sheet = sheet(1, |sheet| {
        sheet["customer"]["owner"]["name"] = json!("<script>alert('name')</script>");
        sheet["vehicle"]["make"] = json!("\"><img src=x onerror=alert(1)>");
        sheet["vehicle"]["plate"] = json!({"text": "<B>&1", "kind": "free"});
        sheet["advisor"]["name"] = json!("</title><svg onload=alert(2)>");
    });
    if Delivery::of(&sheet, &server.token).send(server.at).await.status != StatusCode::CREATED {
        // The contract may refuse such a plate; the rest is what matters.
        sheet = crate::support::sheets::sheet(1, |sheet| {
            sheet["customer"]["owner"]["name"] = json!("<script>alert('name')</script>");
            sheet["vehicle"]["make"] = json!("\"><img src=x onerror=alert(1)>");
            sheet["advisor"]["name"] = json!("</title><svg onload=alert(2)>");
        });
        deliver(&server, &sheet).await;
    }
    for path in [
        "/inbox".to_owned(),
        format!("/inbox/{}", id(1)),
        "/inbox?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E".to_owned(),
    ] {
        let page = get(server.at, &path).await;
        for live in ["<script", "<img src=x", "<svg onload", "<B>"] {
            assert!(!page.text().contains(live), "{live} in {path}");
        }
        assert!(page.header("content-security-policy").contains("script-src 'none'"), "{path}");
    }
    assert!(
        get(server.at, &format!("/inbox/{}", id(1)))
            .await
            .text()
            .contains("&lt;script&gt;alert('name')&lt;/script&gt;")
    );
}

async fn an_unknown_sheet_is_a_page_too(stores: Stores) {
    let server = Server::start(stores).await;
    for wrong in [id(1), "x".to_owned(), "..%2f..".to_owned()] {
        let page = get(server.at, &format!("/inbox/{wrong}?lang=en")).await;
        assert_eq!(
            (page.status, page.header("content-type")),
            (StatusCode::NOT_FOUND, "text/html; charset=utf-8"),
            "{wrong}"
        );
        assert!(page.text().contains("No such sheet"), "{wrong}");
    }
    assert_eq!(get(server.at, "/inbox/inbox.css").await.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(get(server.at, "/inbox/icons.svg").await.header("content-type"), "image/svg+xml");
}

async fn a_clip_plays_in_the_inbox_and_says_how_long_it_is(stores: Stores) {
    let server = Server::start(stores).await;
    let sheet = fixture("electric_with_everything");
    deliver(&server, &sheet).await;
    let id = sheet["id"].as_str().expect("an id");
    let clips = sheet["attachments"].as_array().expect("attachments");
    let clip = clips.iter().find(|known| known["role"] == "concern_audio").expect("the fixture has a clip");
    let address = format!("/inbox/attachments/{}", clip["sha256"].as_str().expect("a hash"));
    for (language, name) in [("en", "Noise clip"), ("zh-CN", "异响录音")] {
        let page = get(server.at, &format!("/inbox/{id}?lang={language}")).await;
        let player = format!("<audio controls preload=\"metadata\" src=\"{address}\" aria-label=\"{name}\"></audio>");
        assert!(page.text().contains(&player), "{language}: {}", page.text());
        assert!(page.text().contains(" · 0:08"), "{language}: its length");
    }
    let bytes =
        send(server.at, request("GET", &address).header("range", "bytes=0-3").body(body("")).expect("a request")).await;
    assert_eq!(bytes.status, StatusCode::PARTIAL_CONTENT, "Safari asks for parts");
    assert_eq!(bytes.headers["content-type"], "audio/webm");
}
