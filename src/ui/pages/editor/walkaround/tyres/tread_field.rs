//! Tread depth as it is read from a gauge: millimetres with one decimal.

use leptos::prelude::*;

use crate::state::Bound;
use crate::ui::components::{Hint, TextField};
use crate::ui::i18n::use_i18n;

use super::millimetres;

/// Deepest tread that can be given, in tenths of a millimetre.
const DEEPEST_TENTHS_MM: u16 = 200;

/// The field. What is no depth is said below and never enters the draft.
#[component]
pub fn TreadField(#[prop(into)] id: String, bind: Bound<Option<u16>>) -> impl IntoView {
    let i18n = use_i18n();
    let rejected = RwSignal::new(None::<String>);
    // What was typed for the depth that the draft has: `7.` on the way to `7.5`, `7.50`.
    let typed_for = RwSignal::new((String::new(), None::<u16>));
    let text = Bound {
        value: Signal::derive(move || {
            let tenths = bind.value.get();
            rejected.get().unwrap_or_else(|| match typed_for.get() {
                (typed, of) if of == tenths && tenths.is_some() => typed,
                _ => tenths.map(millimetres).unwrap_or_default(),
            })
        }),
        set: Callback::new(move |typed: String| {
            let read = if typed.trim().is_empty() { Ok(None) } else { tenths(&typed).map(Some).ok_or(()) };
            match read {
                Ok(tenths) => {
                    typed_for.set((typed, tenths));
                    rejected.set(None);
                    bind.set.run(tenths);
                }
                Err(()) => rejected.set(Some(typed)),
            }
        }),
        done: bind.done,
    };
    // The gauge was moved: what was typed before is no news.
    Effect::new(move || {
        bind.value.with(|_| ());
        rejected.set(None);
    });
    let hint = MaybeProp::derive(move || {
        rejected.with(Option::is_some).then(|| Hint::Bad(i18n.text("walkaround.tread_rejected")))
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || i18n.text("walkaround.tread"))
            bind=text
            hint=hint
            unit="mm"
            inputmode="decimal"
            maxlength=5
        />
    }
}

/// `7`, `7.5`, `7,5` and `7.50` in tenths; `None` for what is no depth of a tread.
fn tenths(typed: &str) -> Option<u16> {
    let typed = typed.trim().replace([',', '，', '。'], ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tenth: u16 = match part.trim_end_matches('0') {
        "" => 0,
        digit if digit.len() == 1 => digit.parse().ok()?,
        _ => return None,
    };
    let tenths = whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenth)?;
    (tenths <= DEEPEST_TENTHS_MM).then_some(tenths)
}
