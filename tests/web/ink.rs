//! Pictures of signatures.

use sha2::{Digest, Sha256};
use walkaround::platform::ink::CanvasInk;
use walkaround::ports::InkPainter;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn ink_becomes_a_picture_with_the_strokes_on_it() {
    // A line from the left to the right, and a dot below it.
    let strokes = vec![vec![(1_000, 1_000, 0), (11_000, 1_000, 90)], vec![(6_000, 3_000, 200)]];
    let picture = CanvasInk.png(&strokes).await.expect("this browser draws");
    let decoded = image::load_from_memory(&picture.bytes).expect("it is a PNG").to_luma8();
    assert_eq!(decoded.dimensions(), (picture.width, picture.height));
    // Two pixels per CSS pixel, with 8 CSS pixels around.
    assert_eq!(decoded.dimensions(), (232, 72));
    let ink = |x, y| decoded.get_pixel(x, y)[0] < 64;
    assert!(ink(16, 16) && ink(116, 16) && ink(216, 16) && ink(116, 56), "the strokes are there");
    assert!(!ink(116, 36) && !ink(4, 4), "and nothing else");
    let hash: String = Sha256::digest(&picture.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(picture.sha256, hash);
}

#[wasm_bindgen_test]
async fn no_ink_has_no_picture() {
    assert!(CanvasInk.png(&[]).await.is_err());
}
