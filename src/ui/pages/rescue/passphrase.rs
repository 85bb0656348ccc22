//! A field for a passphrase, over a signal of the dialog that asks for it.

use leptos::prelude::*;

use crate::state::Bound;
use crate::ui::components::{Hint, TextField};

/// Longer than anybody types, and short enough for a key to be made of it.
const LONGEST_PASSPHRASE: u32 = 1_000;

/// Nothing of what is typed here is kept.
#[component]
pub fn PassphraseField(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    text: RwSignal<String>,
    #[prop(into)] hint: MaybeProp<Hint>,
    /// It is being chosen, so the tablet may propose one.
    #[prop(optional)]
    is_new: bool,
) -> impl IntoView {
    let bind =
        Bound { value: text.into(), set: Callback::new(move |typed| text.set(typed)), done: Callback::new(|()| {}) };
    view! {
        <TextField
            id=id
            label=label
            kind="password"
            autocomplete=if is_new { "new-password" } else { "off" }
            maxlength=LONGEST_PASSPHRASE
            bind=bind
            hint=hint
        />
    }
}
