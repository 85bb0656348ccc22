//! What the customer sees: the marks, the price and the time, the signature. White, large, in the customer's language, without a menu,
//! without internal notes and without any other customer.

mod marks;
mod price;
mod sign;
mod told;

use leptos::prelude::*;
use walkaround_contract::{Id, Step};

use crate::domain::to_sheet::customer_language;
use crate::routes::{CustomerPart, Page, use_go};
use crate::state::{use_draft, use_toasts};
use crate::ui::components::{Choice, Icon, Segmented};
use crate::ui::i18n::{I18n, Language, use_i18n};
use crate::ui::pages::{ForWriters, WithDraft};

use self::{marks::MarksPart, price::PricePart, sign::SignPart};

/// The customer's pages of one intake.
#[component]
pub fn CustomerPage(id: Id, #[prop(into)] part: Signal<CustomerPart>) -> impl IntoView {
    view! {
        <WithDraft id=id>
            <ForWriters id=id>
                <CustomerMode part=part />
            </ForWriters>
        </WithDraft>
    }
}

#[component]
fn CustomerMode(part: Signal<CustomerPart>) -> impl IntoView {
    let draft = use_draft();
    use_toasts().clear();
    // From here down the words are the customer's language, whatever the advisor's is.
    let language = draft.read(|draft| Language::from_tag(customer_language(draft)));
    I18n::provide(language.into());
    view! {
        <div class="customer" lang=move || language.get().tag()>
            <CustomerTop part=part />
            {move || match part.get() {
                CustomerPart::Marks => view! { <MarksPart /> }.into_any(),
                CustomerPart::Price => view! { <PricePart /> }.into_any(),
                CustomerPart::Sign => view! { <SignPart /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn CustomerTop(part: Signal<CustomerPart>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let shop = draft.read(|draft| draft.shop.name.clone());
    let advisor = draft.read(|draft| draft.advisor.name.clone());
    let language = draft.bind(
        |draft| Some(Language::from_tag(customer_language(draft))),
        |draft, language| draft.review.language = language.map(|language| language.tag().to_owned()),
    );
    let choices = Signal::derive(|| Language::ALL.map(|(language, name)| Choice::new(language, name)).to_vec());
    let number = move || match part.get() {
        CustomerPart::Marks => 1,
        CustomerPart::Price => 2,
        CustomerPart::Sign => 3,
    };
    view! {
        <header class="customer-top">
            <div class="grow">
                <b>{shop}</b>
                <small>{move || i18n.fill("customer_page.advisor", &[("name", advisor.get())])}</small>
            </div>
            <div class="customer-progress" role="img" aria-label=move || format!("{} / 3", number())>
                {move || (1..=3).map(|part| view! { <i class=if part <= number() { "d" } else { "" }></i> }).collect_view()}
            </div>
            <Segmented
                id="customer-language"
                label=Signal::derive(move || i18n.text("settings.language"))
                choices=choices
                bind=language
                label_hidden=true
                required=true
            />
        </header>
    }
}

/// The bar below: back to the advisor, back a part, what is left, and on.
#[component]
fn CustomerBottom(
    /// The part before; absent on the first.
    #[prop(optional)]
    back: Option<(CustomerPart, &'static str)>,
    #[prop(into)] note: Signal<String>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let id = use_draft().id();
    view! {
        <footer class="customer-bottom">
            <button
                type="button"
                class="btn bare square lg"
                aria-label=t!(i18n, "customer_page.hand_back")
                on:click=move |_| go.run(Page::Intake { id, step: Step::Review })
            >
                <Icon name="lock" />
            </button>
            {back
                .map(|(part, key)| {
                    view! {
                        <button type="button" class="btn xl bare back" on:click=move |_| go.run(Page::Customer { id, part })>
                            <Icon name="chevron-left" />
                            <span>{move || i18n.text(key)}</span>
                        </button>
                    }
                })}
            <div class="note" role="status">{move || note.get()}</div>
            {children()}
        </footer>
    }
}
