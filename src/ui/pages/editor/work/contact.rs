//! How to reach the customer while the car is here: by what, at which of the numbers that are known or another, and when.

use leptos::prelude::*;
use walkaround_contract::Contact;

use crate::domain::draft::Draft;
use crate::state::{Bound, OpenDraft, use_draft};
use crate::ui::components::{ChipChoice, Choice, More, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, some_text};
use crate::ui::pages::editor::customer_vehicle::call_window::CallWindowField;

/// Longest number, as people write it.
const PHONE: u32 = 40;

/// Channel, phone and window, one tap away: most customers are reached as their file says.
#[component]
pub fn ContactFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let channel = of(draft, |contact| contact.channel.clone(), |contact, channel| contact.channel = channel);
    let phone = of(draft, |contact| contact.phone.clone(), |contact, phone| contact.phone = phone);
    let window = of(draft, |contact| contact.window.clone(), |contact, window| contact.window = window);
    let typed = Bound {
        value: Signal::derive(move || phone.value.get().unwrap_or_default()),
        set: Callback::new(move |text: String| phone.set.run(some_text(text))),
        done: phone.done,
    };
    let known = draft.read(known_phones);
    let numbers = Signal::derive(move || {
        known.get().into_iter().map(|number| Choice::new(number.clone(), number)).collect::<Vec<_>>()
    });
    let filled = draft.peek(|draft| draft.visit.contact.is_some());
    view! {
        <More label=t!(i18n, "work.contact") open=filled>
            <div class="card pad col g4">
                <Segmented
                    id="visit-contact-channel"
                    class="spread"
                    label=t!(i18n, "work.contact_channel")
                    choices=choices(i18n, "channel")
                    bind=channel
                />
                <Show when=move || !known.with(Vec::is_empty)>
                    <ChipChoice id="contact-known" label=t!(i18n, "work.contact_known") choices=numbers bind=phone />
                </Show>
                <TextField
                    id="visit-contact-phone"
                    label=t!(i18n, "work.contact_phone")
                    bind=typed
                    kind="tel"
                    inputmode="tel"
                    maxlength=PHONE
                />
                <CallWindowField id="visit-contact-window" bind=window />
            </div>
        </More>
    }
}

/// Numbers of whoever brought the car, then of the owner, each once.
fn known_phones(draft: &Draft) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for party in draft.customer.brought_by.iter().chain([&draft.customer.owner]) {
        for phone in party.phones.iter().map(|phone| phone.trim()).filter(|phone| !phone.is_empty()) {
            if !known.iter().any(|other| other == phone) {
                known.push(phone.to_owned());
            }
        }
    }
    known
}

/// A value of the contact that a control shows and changes. A contact about which nothing is said any more was not asked.
fn of<T: PartialEq + Send + Sync + 'static>(
    draft: OpenDraft,
    get: impl Fn(&Contact) -> Option<T> + Send + Sync + 'static,
    set: impl Fn(&mut Contact, Option<T>) + Send + Sync + 'static,
) -> Bound<Option<T>> {
    draft.bind(
        move |draft| draft.visit.contact.as_ref().and_then(&get),
        move |draft, value| {
            let mut contact = draft.visit.contact.take().unwrap_or_default();
            set(&mut contact, value);
            draft.visit.contact = (contact != Contact::default()).then_some(contact);
        },
    )
}
