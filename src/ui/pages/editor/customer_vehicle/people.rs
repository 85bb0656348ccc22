//! Whose car it is, and who brought it.

use leptos::prelude::*;
use walkaround_contract::{Party, Relation};

use crate::state::{Bound, use_draft, use_toasts};
use crate::ui::components::{Choice, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

use super::party::Whose;
use super::phones::FirstPhone;

/// Owner, and whoever brought the car.
#[component]
pub fn People() -> impl IntoView {
    let i18n = use_i18n();
    let second = use_draft().read(|draft| draft.customer.brought_by.is_some());
    view! {
        <section class="card pad col g4" aria-labelledby="people">
            <h2 class="t3" id="people">{t!(i18n, "customer.owner")}</h2>
            <PartyFields whose=Whose::Owner />
            <WhoBrought />
            <Show when=move || second.get()>
                <PartyFields whose=Whose::BroughtBy />
                <RelationField />
            </Show>
        </section>
    }
}

/// Name, form of address, phone.
#[component]
fn PartyFields(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let name = whose.text(draft, |party| &party.name, |party, typed| party.name = typed);
    let salutation =
        whose.bind(draft, |party| party.salutation.clone(), |party, salutation| party.salutation = salutation);
    // Two people on one page: each question says whose it is.
    let salutation_label =
        move || i18n.text(if whose == Whose::Owner { "customer.salutation" } else { "customer.salutation_second" });
    let label = move || i18n.text(if whose == Whose::Owner { "customer.name" } else { "customer.brought_by_name" });
    view! {
        <div class="fields">
            <TextField id=whose.name_id() label=label bind=name />
            <Segmented
                id=whose.id("salutation")
                label=salutation_label
                choices=choices(i18n, "salutation")
                bind=salutation
            />
            <FirstPhone whose=whose />
        </div>
    }
}

/// The owner, or somebody else. Going back to the owner takes the other person off, and can be undone.
#[component]
fn WhoBrought() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let second = draft.read(|draft| draft.customer.brought_by.is_some());
    let bind = Bound {
        value: Signal::derive(move || Some(second.get())),
        set: Callback::new(move |other: Option<bool>| {
            if other == Some(true) {
                draft.edit(|draft| {
                    draft.customer.brought_by.get_or_insert_default();
                });
                return;
            }
            let Some(removed) = draft.peek(|draft| draft.customer.brought_by.clone()) else { return };
            draft.edit(|draft| draft.customer.brought_by = None);
            if removed != Party::default() {
                let name = removed.name.clone().unwrap_or_default();
                toasts.undoable(
                    i18n.fill("customer.second_removed", &[("name", name)]),
                    i18n.text("toast.undo"),
                    move || {
                        draft.edit(|draft| draft.customer.brought_by = Some(removed.clone()));
                        draft.save_now();
                    },
                );
            }
        }),
        done: Callback::new(move |()| draft.save_now()),
    };
    let choices = Signal::derive(move || {
        vec![
            Choice::new(false, i18n.text("customer.brought_by_owner")),
            Choice::new(true, i18n.text("customer.brought_by_other")),
        ]
    });
    view! { <Segmented id="who-brought" label=t!(i18n, "customer.who_brought") choices=choices bind=bind required=true /> }
}

#[component]
fn RelationField() -> impl IntoView {
    let i18n = use_i18n();
    let bind =
        Whose::BroughtBy.bind(use_draft(), |party| party.relation.clone(), |party, relation| party.relation = relation);
    // Whoever brings a car that is not their own has every relation to it but that of the owner.
    let all = choices::<Relation>(i18n, "relation");
    let others = Signal::derive(move || {
        let mut others = all.get();
        others.retain(|choice| choice.value != Relation::Owner);
        others
    });
    view! {
        <Segmented
            id=Whose::BroughtBy.id("relation")
            label=t!(i18n, "customer.relation")
            choices=others
            bind=bind
        />
    }
}
