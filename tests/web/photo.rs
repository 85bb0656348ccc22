//! The photo worker, from the page's side: with scripts that misbehave, and with the real one where a build serves it.

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage};
use walkaround::platform::photo::WorkerPreparer;
use walkaround::ports::{BlurArea, LONG_EDGE, PhotoError, PhotoPreparer};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::{Undo, replaced, run, run_async};

const PLATE: BlurArea = BlurArea { left: 3_000, top: 5_000, right: 6_200, bottom: 6_500 };

/// Address of a worker that runs this when it is sent a file.
fn worker(on_file: &str) -> String {
    let script =
        format!("onmessage = ({{ data: {{ file, areas }} }}) => {{ {on_file} }}; postMessage({{ ready: true }});");
    let script = serde_json::Value::from(script);
    run(&format!("return URL.createObjectURL(new Blob([{script}], {{ type: 'text/javascript' }}))"))
        .as_string()
        .expect("an address is text")
}

const ANSWERS: &str =
    "postMessage({ bytes: file, thumbnail: new Uint8Array([1]), width: 4, height: 3, sha256: 'ab', memory: 1000 })";
const DIES: &str = "throw new WebAssembly.RuntimeError('unreachable')";

/// Counts workers that are started and ended. The first one runs another script if one is named.
fn counting_workers(first: Option<&str>) -> [Undo; 2] {
    run("globalThis.started = 0; globalThis.ended = 0");
    let first = first.map_or("script".into(), |first| format!("'{first}'"));
    // The prototype before the class: the latter's `prototype` is that of the class put in its place.
    let ends = replaced("Worker.prototype", "terminate", "{ value() { ended++; plain.call(this); } }");
    let starts = replaced(
        "window",
        "Worker",
        &format!(
            "{{ value: class extends plain {{
                 constructor(script, options) {{ super(started++ === 0 ? {first} : script, options); }}
             }} }}"
        ),
    );
    // Dropped in this order: the class first, so that its prototype is the browser's again.
    [starts, ends]
}

fn counts() -> (u32, u32) {
    let count = |name: &str| run(&format!("return {name}")).as_f64().expect("it is a number") as u32;
    (count("started"), count("ended"))
}

#[wasm_bindgen_test]
async fn one_worker_serves_many_photos() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(ANSWERS));
    assert_eq!(counts(), (0, 0), "none is started before it is needed");
    let (one, two) = futures::join!(preparer.prepare(vec![1, 2]), preparer.prepare(vec![3]));
    assert_eq!((one.map(|photo| photo.bytes), two.map(|photo| photo.bytes)), (Ok(vec![1, 2]), Ok(vec![3])));
    assert_eq!(counts(), (1, 0));
    drop(preparer);
    assert_eq!(counts(), (1, 1));
}

#[wasm_bindgen_test]
async fn a_photo_that_is_to_be_blurred_says_where() {
    let preparer = WorkerPreparer::with_script(&worker(&ANSWERS.replace("'ab'", "String(areas)")));
    let prepared = preparer.prepare(vec![1]).await.expect("it answers");
    assert_eq!(prepared.sha256, "undefined", "a camera's file has no areas");
    let burnt = preparer.burn(vec![1], &[PLATE]).await.expect("it answers");
    assert_eq!(burnt.sha256, r#"[{"left":3000,"top":5000,"right":6200,"bottom":6500}]"#);
}

#[wasm_bindgen_test]
async fn who_stops_blurring_ends_the_worker() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(&format!("if (!areas) {ANSWERS}")));
    {
        let waiting = Box::pin(preparer.burn(vec![1], &[PLATE]));
        assert!(matches!(select(waiting, TimeoutFuture::new(300)).await, Either::Right(_)));
    }
    assert_eq!(counts(), (1, 1));
    assert!(preparer.prepare(vec![1]).await.is_ok(), "the next photo is none the worse");
}

#[wasm_bindgen_test]
async fn a_worker_that_died_is_replaced() {
    let _undo = counting_workers(Some(&worker(DIES)));
    let preparer = WorkerPreparer::with_script(&worker(ANSWERS));
    assert_eq!(preparer.prepare(vec![1]).await.map(|photo| photo.bytes), Ok(vec![1]));
    assert_eq!(counts(), (2, 1));
}

#[wasm_bindgen_test]
async fn a_file_that_kills_every_worker_is_given_up() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(&format!("if (file[0] === 9) {DIES}; else {ANSWERS}")));
    let died = preparer.prepare(vec![9]).await;
    assert!(matches!(&died, Err(PhotoError::Worker { cause }) if cause.contains("unreachable")), "{died:?}");
    assert_eq!(counts(), (2, 2));
    assert_eq!(
        preparer.prepare(vec![1]).await.map(|photo| photo.bytes),
        Ok(vec![1]),
        "the next photo is none the worse"
    );
}

#[wasm_bindgen_test]
async fn errors_come_back_whole() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(
        "postMessage({ error: '{\"TooLarge\":{\"megapixels\":100,\"limit\":64}}', memory: 1000 })",
    ));
    assert_eq!(preparer.prepare(vec![1]).await, Err(PhotoError::TooLarge { megapixels: 100, limit: 64 }));
    assert_eq!(counts(), (1, 0));
}

#[wasm_bindgen_test]
async fn a_worker_that_has_grown_is_let_go() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(&ANSWERS.replace("1000", "900_000_000")));
    preparer.prepare(vec![1]).await.expect("it answers");
    preparer.prepare(vec![2]).await.expect("another answers");
    assert_eq!(counts(), (2, 2));
}

#[wasm_bindgen_test]
async fn who_stops_waiting_ends_the_worker() {
    let _undo = counting_workers(None);
    let preparer = WorkerPreparer::with_script(&worker(&format!("if (file[0] === 1) {ANSWERS}")));
    {
        let waiting = Box::pin(preparer.prepare(vec![0]));
        assert!(matches!(select(waiting, TimeoutFuture::new(300)).await, Either::Right(_)));
    }
    assert_eq!(counts(), (1, 1));
    assert!(preparer.prepare(vec![1]).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_worker_that_is_not_there_is_told() {
    let preparer = WorkerPreparer::with_script("/no/such/worker.js");
    assert!(matches!(preparer.prepare(vec![1]).await, Err(PhotoError::Worker { .. })));
}

fn camera_file() -> Vec<u8> {
    let picture = RgbImage::from_fn(2000, 1000, |x, y| Rgb([(x / 8) as u8, (y / 4) as u8, 90]));
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 80)
        .encode(picture.as_raw(), 2000, 1000, ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    file
}

#[wasm_bindgen_test]
fn the_pipeline_runs_in_this_browser() {
    let photo = walkaround::photo::prepare(&camera_file()).expect("a camera's file is a photo");
    assert_eq!((photo.width, photo.height), (LONG_EDGE, LONG_EDGE / 2));
}

/// The runner serves this directory: `cargo xtask test` builds the app before these tests, so its worker lies in `dist`.
#[wasm_bindgen_test]
async fn the_real_worker_makes_the_same_photo() {
    let script = "/dist/photo_worker_loader.js";
    let served = run_async(&format!("return (await fetch('{script}', {{ method: 'HEAD' }})).ok")).await;
    assert!(served.is_truthy(), "there is no build in dist: `cargo xtask build` makes one");
    let preparer = WorkerPreparer::with_script(script);
    assert_eq!(preparer.prepare(camera_file()).await, walkaround::photo::prepare(&camera_file()));
    let photo = walkaround::photo::prepare(&camera_file()).expect("a camera's file is a photo");
    assert_eq!(
        preparer.burn(photo.bytes.clone(), &[PLATE]).await,
        walkaround::photo::burn(&photo.bytes, &[PLATE]),
        "blurred off the main thread it is the same file"
    );
    assert_eq!(preparer.prepare(Vec::new()).await, Err(PhotoError::Empty));
    assert!(matches!(preparer.prepare(camera_file()[..5000].to_vec()).await, Err(PhotoError::Damaged { .. })));
}
