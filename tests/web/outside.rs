//! The note outside the database.

use walkaround::platform::outside::LocalNote;
use walkaround::ports::OutsideNote;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::{replaced, run};

#[wasm_bindgen_test]
fn a_note_is_kept_and_a_browser_without_it_is_no_trouble() {
    run("localStorage.clear()");
    assert_eq!(LocalNote.read(), None);
    LocalNote.write("{\"drafts\":1}");
    assert_eq!(LocalNote.read().as_deref(), Some("{\"drafts\":1}"));
    run("localStorage.clear()");
    assert_eq!(LocalNote.read(), None);
    let _undo = replaced("window", "localStorage", "{ get() { throw new DOMException('no', 'SecurityError'); } }");
    LocalNote.write("lost");
    assert_eq!(LocalNote.read(), None);
}
