//! Part 2: what will be done, what it costs the customer, when it is ready, and the choices that are the customer's.

use leptos::prelude::*;
use walkaround_contract::{AboveDeviation, ConsentAnswer, ConsentKind, Payer, totals, totals::line_amounts};

use crate::domain::completion::{consents_asked, consents_open};
use crate::domain::field;
use crate::routes::{CustomerPart, Page, use_go};
use crate::state::{use_draft, use_ports};
use crate::ui::components::{Icon, clock_time, day, money};
use crate::ui::i18n::use_i18n;

use super::CustomerBottom;
use super::told::Told;

/// Work, price, promise and consents.
#[component]
pub fn PricePart() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let consents = draft.read_by(consents_asked);
    let left = draft.read_by(|draft, template| consents_open(draft, template).len());
    let note = Signal::derive(move || match left.get() {
        0 => String::new(),
        count => i18n.count("customer_page.choices_left", count),
    });
    view! {
        <main class="customer-price">
            <Told />
            <section>
                <h1>{t!(i18n, "customer_page.work_title")}</h1>
                <Lines />
                <PromisedTime />
            </section>
            <section>
                <h1>{t!(i18n, "customer_page.choices_title")}</h1>
                <For each=move || consents.get() key=|consent| consent.clone() let:consent>
                    <ChoiceRow consent=consent />
                </For>
            </section>
        </main>
        <CustomerBottom back=(CustomerPart::Marks, "customer_page.the_car") note=note>
            <button type="button" class="btn xl primary" on:click=move |_| go.run(Page::Customer { id, part: CustomerPart::Sign })>
                {t!(i18n, "customer_page.to_sign")}
            </button>
        </CustomerBottom>
    }
}

#[component]
fn Lines() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let work = draft.read(|draft| draft.work.clone());
    view! {
        {move || {
            let work = work.get();
            let currency = work.currency.clone();
            let language = i18n.language();
            let customer_gross = totals(&work.lines).iter().find(|total| total.payer == Payer::Customer).map_or(0, |total| total.gross);
            let lines = work
                .lines
                .iter()
                .map(|line| {
                    let (_, _, gross) = line_amounts(line);
                    let theirs = line.payer == Payer::Customer;
                    let amount = match (theirs, line.price) {
                        (false, _) => i18n.text("customer_page.nothing_to_pay"),
                        (true, None) => i18n.text("customer_page.not_known_yet"),
                        (true, Some(_)) => money(gross, &currency, language),
                    };
                    let payer = (!theirs).then(|| i18n.label("payer", line.payer.as_str()));
                    view! {
                        <div class="price-line">
                            <span>{line.description.clone()}</span>
                            <b class="num" class:free=!theirs>{amount}</b>
                            {payer.map(|payer| view! { <small>{i18n.fill("customer_page.paid_by", &[("payer", payer)])}</small> })}
                        </div>
                    }
                })
                .collect_view();
            let limit = work
                .deviation
                .filter(|_| customer_gross > 0)
                .map(|deviation| {
                    let most = customer_gross + customer_gross * i64::from(deviation.percent) / 100;
                    let key = match deviation.above {
                        AboveDeviation::CallFirst | AboveDeviation::Unlisted(_) => "customer_page.above_call_first",
                        AboveDeviation::Stop => "customer_page.above_stop",
                        AboveDeviation::Continue => "customer_page.above_continue",
                    };
                    i18n.fill(key, &[("amount", money(most, &currency, language))])
                });
            let deposit = work.deposit.map(|deposit| i18n.fill("customer_page.deposit", &[("amount", money(deposit, &currency, language))]));
            view! {
                {lines}
                {work.lines.is_empty().then(|| view! { <p class="c2">{i18n.text("customer_page.no_work")}</p> })}
                <div class="price-total">
                    <span>{i18n.text("customer_page.you_pay")}</span>
                    <b class="num">{money(customer_gross, &currency, language)}</b>
                </div>
                {limit.map(|limit| view! { <p class="c2 small">{limit}</p> })}
                {deposit.map(|deposit| view! { <p class="c2 small">{deposit}</p> })}
            }
        }}
    }
}

#[component]
fn PromisedTime() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let today = use_ports().clock.now().0.date_naive();
    let promise = draft.read(|draft| draft.work.promise.clone());
    let phone = draft.read(|draft| {
        let contact = draft.visit.contact.as_ref().and_then(|contact| contact.phone.clone());
        let brought_by = draft.customer.brought_by.as_ref().and_then(|party| party.phones.first().cloned());
        contact.or(brought_by).or_else(|| draft.customer.owner.phones.first().cloned())
    });
    view! {
        <div class="price-promise">
            <Icon name="clock" class="i-xl" />
            <div>
                {move || match promise.get() {
                    Some(promise) => {
                        let which = if promise.at.0.date_naive() == today { i18n.text("customer_page.today") } else { day(promise.at, i18n.language()) };
                        i18n.fill("customer_page.ready_at", &[("day", which), ("time", clock_time(promise.at, false))])
                    }
                    None => i18n.text("customer_page.no_promise"),
                }}
                {move || phone.get().filter(|phone| !phone.is_empty()).map(|phone| view! { <div class="c2 small">{i18n.fill("customer_page.we_call", &[("phone", phone)])}</div> })}
            </div>
        </div>
    }
}

#[component]
fn ChoiceRow(consent: ConsentKind) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let own = consent.clone();
    let answer = draft.read(move |draft| draft.consent(&own));
    let word = consent.as_str().to_owned();
    let id = field::consent(&consent);
    let give = move |given: ConsentAnswer| {
        let consent = consent.clone();
        draft.edit(|draft| draft.set_consent(consent, given));
        draft.save_now();
    };
    let yes = give.clone();
    view! {
        <div class="choice" id=id tabindex="-1" class:ask=move || answer.get() == ConsentAnswer::NotAsked role="group" aria-label={
            let word = word.clone();
            move || i18n.label("consent_kind", &word)
        }>
            <span>{
                let word = word.clone();
                move || i18n.in_sentence("consent_kind", &word)
            }</span>
            <div class="yn">
                <button
                    type="button"
                    class=move || if answer.get() == ConsentAnswer::Yes { "btn yes" } else { "btn quiet" }
                    aria-pressed=move || (answer.get() == ConsentAnswer::Yes).to_string()
                    on:click=move |_| yes(ConsentAnswer::Yes)
                >
                    {move || (answer.get() == ConsentAnswer::Yes).then(|| view! { <Icon name="check" /> })}
                    <span>{t!(i18n, "customer_page.yes")}</span>
                </button>
                <button
                    type="button"
                    class=move || if answer.get() == ConsentAnswer::No { "btn no" } else { "btn quiet" }
                    aria-pressed=move || (answer.get() == ConsentAnswer::No).to_string()
                    on:click=move |_| give(ConsentAnswer::No)
                >
                    {move || (answer.get() == ConsentAnswer::No).then(|| view! { <Icon name="x" /> })}
                    <span>{t!(i18n, "customer_page.no")}</span>
                </button>
            </div>
        </div>
    }
}
