//! Real sheets with photos, from tablets that die, through a network that does everything wrong: each is in the receiver exactly once, and
//! every byte of it is right.

use std::net::SocketAddr;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpListener;
use walkaround_contract::sha256_hex;
use walkaround_faults::{Chance, Network, SignedSheet, Tablet, Wire, signed_sheet};
use walkaround_receiver::{Options, Places, Receiver};
use walkaround_servers::Postgres;

/// How many sheets, unless `WALKAROUND_FAULT_SHEETS` says otherwise.
const SHEETS: u32 = 100;

const TABLETS: usize = 4;

/// So many sheets are signed before any of them goes out: a busy day. Those of the days before stay on the tablet.
const DAY: usize = 10;

/// Far more runs a day than the worst luck needs.
const MOST_RUNS: usize = 20_000;

#[test]
fn every_sheet_arrives_once_and_whole_in_sqlite() {
    let data = TempDir::new().expect("a temporary folder");
    every_sheet_arrives_once_and_whole(Places::folder(data.path()));
}

#[test]
fn every_sheet_arrives_once_and_whole_in_postgres() {
    let data = TempDir::new().expect("a temporary folder");
    let database = Some(Postgres::shared().new_schema().0);
    every_sheet_arrives_once_and_whole(Places { database, ..Places::folder(data.path()) });
}

fn every_sheet_arrives_once_and_whole(places: Places) {
    let sheets = number_from("WALKAROUND_FAULT_SHEETS").unwrap_or(SHEETS);
    let seed = number_from("WALKAROUND_FAULT_SEED").unwrap_or(1);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let kept_in = if places.database.is_some() { "PostgreSQL" } else { "SQLite" };
    let (backend, token) = runtime.block_on(start_receiver(places));
    let chance = Arc::new(Chance::new(u64::from(seed)));
    let network = runtime.block_on(Network::before(backend, 30, chance.clone())).expect("a free port");

    let wire = Wire { to: network.at };
    let tablets: Vec<_> = (0..TABLETS)
        .map(|tablet| {
            let (token, chance) = (token.clone(), chance.clone());
            // The app's futures stay on their thread, as in a browser.
            std::thread::spawn(move || deliver(tablet, sheets, wire, &token, chance))
        })
        .collect();
    let mut signed = Vec::new();
    let mut deaths = 0;
    for tablet in tablets {
        let (sheets, died) = tablet.join().expect("a tablet delivers");
        signed.extend(sheets);
        deaths += died;
    }
    assert_eq!(signed.len(), sheets as usize);
    runtime.block_on(what_arrived(&Wire { to: backend }, &token, &signed));
    println!("{kept_in}: {sheets} sheets, {} faults, {deaths} deaths of a tablet: all there, once", network.faults());
    assert!(network.faults() > sheets as usize / 2, "the network was too good to prove anything");
}

fn number_from(variable: &str) -> Option<u32> {
    std::env::var(variable).ok()?.parse().ok()
}

async fn start_receiver(places: Places) -> (SocketAddr, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let at = listener.local_addr().expect("a bound socket has an address");
    let receiver = Receiver::open(&Options::new(places), at).await.expect("the receiver opens its stores");
    let token = receiver.app_token().expect("nobody else has a token").to_owned();
    tokio::spawn(receiver.serve(listener, std::future::pending()));
    (at, token)
}

fn deliver(tablet: usize, sheets: u32, wire: Wire, token: &str, chance: Arc<Chance>) -> (Vec<SignedSheet>, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut signed = Vec::new();
        let mut sender = Tablet::new(wire, token, chance);
        let numbers: Vec<u32> = (0..sheets).skip(tablet).step_by(TABLETS).collect();
        for day in numbers.chunks(DAY) {
            let mut waiting = Vec::new();
            for number in day {
                let sheet = signed_sheet(*number);
                sender.seal(&sheet).await.expect("kept");
                waiting.push(sheet.record.id);
                signed.push(sheet);
            }
            let entries = sender.deliver(&waiting, MOST_RUNS).await.expect("its storage works");
            assert_eq!(entries.len(), waiting.len(), "none is gone");
            for entry in &entries {
                assert!(entry.delivery.is_settled(), "stuck: {:?}", entry.delivery);
            }
        }
        (signed, sender.deaths)
    })
}

async fn what_arrived(wire: &Wire, token: &str, signed: &[SignedSheet]) {
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str()), ("accept", "text/html")];
    let ask = async |path: String| wire.ask("GET", &path, &headers, Vec::new()).await.expect("the receiver answers");
    for sheet in signed {
        let (status, _, body) = ask(format!("/inbox/{}/sheet.json", sheet.record.id)).await;
        assert_eq!(status, 200, "{} is there", sheet.record.id);
        assert_eq!(body, sheet.record.json.as_bytes(), "byte for byte");
        for attachment in &sheet.record.attachments {
            let (status, _, body) = ask(format!("/api/v1/attachments/{}", attachment.sha256)).await;
            assert_eq!((status, sha256_hex(&body)), (200, attachment.sha256.clone()));
        }
    }
    let (_, _, page) = ask("/inbox?lang=en".into()).await;
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains(&format!("{} sheets", signed.len())), "as many sheets as were signed");
}
