//! What to say first, with the right form of address once the name is known. Said, not recorded.

use leptos::prelude::*;
use walkaround_contract::Salutation;

use crate::state::use_draft;
use crate::ui::components::Icon;
use crate::ui::i18n::{Language, use_i18n};

/// The standard greeting.
#[component]
pub fn Greeting() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let (shop, advisor) = draft.peek(|draft| (draft.shop.name.clone(), draft.advisor.name.clone()));
    // Who is greeted is who brought the car.
    let person = draft.read(|draft| {
        let party = draft.customer.brought_by.as_ref().unwrap_or(&draft.customer.owner);
        party.name.clone().filter(|name| !name.trim().is_empty()).map(|name| (name, party.salutation.clone()))
    });
    let greeting = move || {
        let mut values = vec![("shop", shop.clone()), ("advisor", advisor.clone())];
        match person.get() {
            None => i18n.fill("welcome.greeting", &values),
            Some((name, salutation)) => {
                let title = salutation
                    .filter(|salutation| *salutation != Salutation::Company)
                    .map(|salutation| i18n.label("salutation", salutation.as_str()));
                let address = match (i18n.language(), title) {
                    (_, None) => name,
                    (Language::ZhCn, Some(title)) => format!("{name}{title}"),
                    (Language::En, Some(title)) => format!("{title} {name}"),
                };
                values.push(("address", address));
                i18n.fill("welcome.greeting_named", &values)
            }
        }
    };
    view! {
        <div class="greeting flex g3">
            <Icon name="message-square-text" />
            <p class="said grow">{greeting}</p>
        </div>
    }
}
