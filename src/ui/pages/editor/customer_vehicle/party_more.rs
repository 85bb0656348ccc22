//! What few intakes ask about a person: company, address, e-mail, language, how and when to be reached, further phones.

use leptos::prelude::*;

use crate::state::use_draft;
use crate::ui::components::{ChipChoice, Choice, Segmented, TextField};
use crate::ui::i18n::{Language, use_i18n};
use crate::ui::pages::editor::bindings::{choices, day, text};

use super::call_window::CallWindowField;
use super::party::Whose;
use super::phones::MorePhones;

/// Longest e-mail address (RFC 5321, 4.5.3.1.3, without its brackets).
const EMAIL: u32 = 254;
/// Longest postal address.
const ADDRESS: u32 = 500;
/// Longest word for the customer's level.
const LEVEL: u32 = 100;

/// The fields behind "more" about a person.
#[component]
pub fn PartyMore(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let company = whose.text(draft, |party| &party.company, |party, typed| party.company = typed);
    let address = whose.text(draft, |party| &party.address, |party, typed| party.address = typed);
    let email = whose.text(draft, |party| &party.email, |party, typed| party.email = typed);
    let heading = whose.id("more");
    let labelled_by = heading.clone();
    let title =
        move || i18n.text(if whose == Whose::Owner { "customer.more_owner" } else { "customer.more_brought_by" });
    view! {
        <section class="more-part" aria-labelledby=labelled_by>
            <h2 id=heading>{title}</h2>
            <div class="fields">
                <TextField id=whose.id("email") label=t!(i18n, "customer.email") bind=email kind="email" inputmode="email" maxlength=EMAIL />
                <TextField id=whose.id("company") label=t!(i18n, "customer.company") bind=company />
                <TextField id=whose.id("address") label=t!(i18n, "customer.address") bind=address maxlength=ADDRESS />
                <Reach whose=whose />
                {(whose == Whose::Owner).then(|| view! { <CustomerFile /> })}
                <MorePhones whose=whose />
            </div>
        </section>
    }
}

/// Language, channel, hours.
#[component]
fn Reach(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let language = whose.bind(draft, |party| party.language.clone(), |party, language| party.language = language);
    // Each language is named in itself, for the person who reads it.
    let languages =
        Signal::derive(|| Language::ALL.map(|(language, name)| Choice::new(language.tag().to_owned(), name)).to_vec());
    let channel =
        whose.bind(draft, |party| party.preferred_channel.clone(), |party, channel| party.preferred_channel = channel);
    let window = whose.bind(draft, |party| party.call_window.clone(), |party, window| party.call_window = window);
    view! {
        <Segmented id=whose.id("language") label=t!(i18n, "customer.language") choices=languages bind=language />
        <ChipChoice
            id=whose.id("channel")
            label=t!(i18n, "customer.channel")
            choices=choices(i18n, "channel")
            bind=channel
        />
        <CallWindowField id=whose.id("call-window") bind=window />
    }
}

/// What the customer file says about the owner beyond the person.
#[component]
fn CustomerFile() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let level =
        text(draft, |draft| draft.customer.member_level.clone(), |draft, typed| draft.customer.member_level = typed);
    let first_visit = day(draft, |draft| draft.customer.first_visit_on, |draft, on| draft.customer.first_visit_on = on);
    view! {
        <TextField id="member-level" label=t!(i18n, "customer.member_level") bind=level maxlength=LEVEL />
        <TextField id="first-visit" label=t!(i18n, "customer.first_visit") bind=first_visit kind="date" />
    }
}
