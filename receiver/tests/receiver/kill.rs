//! A receiver killed at any moment under load: what it acknowledged is there after the restart, nothing twice, nothing half.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use http::Request;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::Notify};
use walkaround_contract::sha256_hex;
use walkaround_receiver::digest::Sha256Digest;

use crate::{
    restart::Process,
    support::{
        Delivery, Place, Stores,
        client::{body, request},
        fixture, get,
        sheets::{ask, id, sealed},
        stores::on_every_store,
    },
};

on_every_store!(a_kill_under_load_loses_nothing_acknowledged,);

/// How often it is killed, unless `WALKAROUND_RECEIVER_KILLS` says otherwise.
const KILLS: u64 = 10;

/// Tablets that deliver at the same time.
const TABLETS: u32 = 4;

/// What the tablets know for certain.
#[derive(Default)]
struct Acknowledged {
    /// Sheets with a receipt, each with it.
    sheets: Mutex<BTreeMap<String, (Value, Value)>>,
    /// Requests begun, by which the moment of the kill is chosen.
    begun: AtomicU64,
    moved: Notify,
}

async fn a_kill_under_load_loses_nothing_acknowledged(stores: Stores) {
    let kills = std::env::var("WALKAROUND_RECEIVER_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    // The stock S3 server takes its time, and every restart looks at everything anew.
    let kills = if stores == Stores::Cloud { kills.div_ceil(4) } else { kills };
    let place = Place::new(stores);
    let known = Arc::new(Acknowledged::default());
    let mut unanswered: Vec<u32> = Vec::new();
    let mut next = 0_u32;
    for kill in 0..kills {
        let mut process = Process::start(&place).await;
        holds(&process, &place, &known).await;
        let tablets: Vec<_> = (0..TABLETS)
            .map(|tablet| {
                // What got no answer is sent again first, as a tablet would.
                let mut numbers: Vec<u32> =
                    unanswered.iter().copied().filter(|number| number % TABLETS == tablet).collect();
                numbers.extend((0..500).map(|n| next + n * TABLETS + tablet));
                tokio::spawn(deliver(numbers, process.at, process.token.clone(), known.clone()))
            })
            .collect();
        next += 500 * TABLETS;
        // The moment is a number of requests, spread over everything a delivery does.
        let moment = known.begun.load(Ordering::Relaxed) + 3 + (kill * 7_919) % 61;
        while known.begun.load(Ordering::Relaxed) < moment {
            known.moved.notified().await;
        }
        process.child.kill().expect("it is running");
        process.child.wait().expect("it is ours");
        unanswered.clear();
        for tablet in tablets {
            unanswered.extend(tablet.await.expect("a tablet does not panic"));
        }
    }
    let process = Process::start(&place).await;
    holds(&process, &place, &known).await;
    let rest = deliver(unanswered, process.at, process.token.clone(), known.clone()).await;
    assert_eq!(rest, None, "with the receiver up, everything arrives");
    holds(&process, &place, &known).await;
    let sheets = known.sheets.lock().expect("no test panics with it").len();
    let page = get(process.at, "/inbox?lang=en").await;
    assert!(page.text().contains(&format!("{sheets} sheets")), "each sheet once: {sheets} in {}", page.text());
    println!("{stores:?}: {kills} kills, {sheets} sheets: all there, none twice, none half");
}

/// Sends these sheets until the receiver is gone. The one it was at then.
async fn deliver(numbers: Vec<u32>, at: std::net::SocketAddr, token: String, known: Arc<Acknowledged>) -> Option<u32> {
    for number in numbers {
        let (sheet, photos) = with_photos(number);
        for bytes in &photos {
            let put = request("PUT", &format!("/api/v1/attachments/{}", sha256_hex(bytes)))
                .header("authorization", format!("Bearer {token}"))
                .header("content-type", "image/jpeg")
                .header("content-digest", Sha256Digest::of(bytes).to_content_digest())
                .body(body(bytes.clone()))
                .expect("a request");
            let Some((status, answer)) = try_send(at, put, &known).await else { return Some(number) };
            assert!(status < 300, "{status}: {answer}");
        }
        let Some((status, receipt)) = try_send(at, Delivery::of(&sheet, &token).request(), &known).await else {
            return Some(number);
        };
        assert!(status == 200 || status == 201, "{status}: {receipt}");
        let id = sheet["id"].as_str().expect("an id").to_owned();
        known.sheets.lock().expect("no test panics with it").insert(id, (sheet, receipt));
    }
    None
}

/// The answer, unless the receiver died before it was whole.
async fn try_send(
    at: std::net::SocketAddr,
    request: Request<Full<bytes::Bytes>>,
    known: &Acknowledged,
) -> Option<(u16, Value)> {
    let stream = TcpStream::connect(at).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let driving = tokio::spawn(connection);
    known.begun.fetch_add(1, Ordering::Relaxed);
    known.moved.notify_one();
    let answer = async {
        let (parts, body) = sender.send_request(request).await.ok()?.into_parts();
        let bytes = body.collect().await.ok()?.to_bytes();
        Some((parts.status.as_u16(), serde_json::from_slice(&bytes).unwrap_or_default()))
    };
    let answer = answer.await;
    driving.abort();
    answer
}

/// The `number`th sheet, with two photos that are its own.
fn with_photos(number: u32) -> (Value, Vec<Vec<u8>>) {
    let mut sheet = fixture("electric_with_everything");
    sheet["id"] = json!(id(number));
    sheet["visit_id"] = json!(id(number + 10_000_000));
    let members = sheet.as_object_mut().expect("a sheet is an object");
    members.remove("seal");
    members.remove("supersedes");
    let mut photos = Vec::new();
    for (place, attachment) in sheet["attachments"].as_array_mut().expect("attachments").iter_mut().enumerate() {
        let bytes = format!("photo {place} of sheet {number}, ").repeat(500).into_bytes();
        attachment["sha256"] = json!(sha256_hex(&bytes));
        attachment["byte_length"] = json!(bytes.len());
        attachment.as_object_mut().expect("an attachment is an object").remove("data");
        photos.push(bytes);
    }
    (sealed(sheet), photos)
}

/// Everything acknowledged is there as it was sent, and nothing lies about half-written.
async fn holds(process: &Process, place: &Place, known: &Acknowledged) {
    assert_eq!(place.half_written(), 0, "nothing half-written is left after a start");
    let sheets = known.sheets.lock().expect("no test panics with it").clone();
    for (id, (sheet, receipt)) in sheets {
        let again = Delivery::of(&sheet, &process.token).send(process.at).await;
        assert_eq!((again.status.as_u16(), again.json()), (200, receipt), "{id} has the receipt it had");
        let kept = get(process.at, &format!("/inbox/{id}/sheet.json")).await;
        assert_eq!(kept.json(), sheet);
        for attachment in sheet["attachments"].as_array().expect("attachments") {
            let address = attachment["sha256"].as_str().expect("an address");
            let reply = ask(process.at, &process.token, "GET", &format!("/api/v1/attachments/{address}")).await;
            assert_eq!(sha256_hex(&reply.bytes), address, "an attachment is whole");
        }
    }
}
