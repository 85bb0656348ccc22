//! A complaint (抱怨/投诉): the customer's own words, and by when somebody has to call.

use leptos::prelude::*;

use crate::domain::{draft::Draft, field};
use crate::state::{use_draft, use_ports};
use crate::ui::components::{Hint, TextArea, clock_time, day};
use crate::ui::i18n::use_i18n;

/// The complaint in the customer's own words.
#[component]
pub fn ComplaintField() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let ports = StoredValue::new_local(use_ports());
    let words = draft.bind(
        |draft: &Draft| draft.complaint.as_ref().map(|complaint| complaint.words.clone()).unwrap_or_default(),
        move |draft, typed: String| draft.complain(typed, ports.with_value(|ports| ports.clock.now())),
    );
    let due = draft.read(|draft| draft.complaint.as_ref().map(|complaint| complaint.first_contact_due_at));
    let hint = MaybeProp::derive(move || {
        Some(Hint::Plain(match due.get() {
            None => i18n.text("welcome.complaint_hint"),
            Some(due) => {
                let values = [("day", day(due, i18n.language())), ("time", clock_time(due, false))];
                i18n.fill("welcome.complaint_due", &values)
            }
        }))
    });
    view! { <TextArea id=field::COMPLAINT label=t!(i18n, "welcome.complaint") bind=words hint=hint class="quote" /> }
}
