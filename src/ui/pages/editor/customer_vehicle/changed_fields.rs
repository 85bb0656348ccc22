//! The list of customer data to update (客户信息需更新列表): what the file says, and what is true. The file itself is the shop's; it is changed
//! there, from this list.

use leptos::prelude::*;
use walkaround_contract::{ChangedField, FileField};

use crate::domain::draft::Draft;
use crate::state::{use_draft, use_toasts};
use crate::ui::components::{Icon, TextField, focus_field};
use crate::ui::i18n::use_i18n;

/// Longest value of a file.
const VALUE: u32 = 500;

/// The list, and the way to add to it.
#[component]
pub fn ChangedFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let count = draft.read(|draft| draft.customer.changed_fields.len());
    let choosing = RwSignal::new(false);
    // The row whose values can be typed; a new one begins so.
    let editing = RwSignal::new(None::<usize>);
    view! {
        <section aria-labelledby="changed-fields">
            <div class="sect">
                <h2 id="changed-fields">
                    {t!(i18n, "customer.changed")}
                    {move || (count.get() > 0).then(|| view! { <span class="count">{count.get()}</span> })}
                </h2>
                <button
                    type="button"
                    class="btn"
                    aria-expanded=move || choosing.get().to_string()
                    on:click=move |_| choosing.update(|choosing| *choosing = !*choosing)
                >
                    <Icon name="plus" />
                    <span>{t!(i18n, "customer.changed_add")}</span>
                </button>
            </div>
            <Show when=move || choosing.get()>
                <FieldChoice choosing=choosing editing=editing />
            </Show>
            <Show when=move || { count.get() > 0 }>
                <div class="card rows">
                    // Rows have no id of their own; each shows what stands at its place.
                    <For each=move || 0..count.get() key=|index| *index let:index>
                        <ChangedRow index=index editing=editing />
                    </For>
                </div>
            </Show>
        </section>
    }
}

/// Which field of the file is out of date.
#[component]
fn FieldChoice(choosing: RwSignal<bool>, editing: RwSignal<Option<usize>>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let add = move |field: FileField| {
        let index = draft.peek(|draft| draft.customer.changed_fields.len());
        draft.edit(|draft| {
            let new = known_now(draft, &field).unwrap_or_default();
            draft.customer.changed_fields.push(ChangedField { field, old: None, new, extra: Default::default() });
        });
        draft.save_now();
        choosing.set(false);
        editing.set(Some(index));
        focus_field(&row_id(index, "old"));
    };
    view! {
        <div class="chips field-choice" role="group" aria-label=t!(i18n, "customer.changed_which")>
            {draft
                .template()
                .peek()
                .words::<FileField>("file_field")
                .into_iter()
                .map(|field| {
                    let word = field.clone();
                    view! {
                        <button type="button" class="chip" on:click=move |_| add(field.clone())>
                            {move || i18n.label("file_field", word.as_str())}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn ChangedRow(index: usize, editing: RwSignal<Option<usize>>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let row = draft.read(move |draft| draft.customer.changed_fields.get(index).cloned());
    let name = move || row.get().map(|row| i18n.label("file_field", row.field.as_str())).unwrap_or_default();
    let is_editing = Memo::new(move |_| editing.get() == Some(index));
    let remove = move |_| {
        let Some(removed) = row.get_untracked() else { return };
        let said =
            i18n.fill("customer.changed_removed", &[("field", i18n.label("file_field", removed.field.as_str()))]);
        editing.set(None);
        draft.edit(|draft| drop(draft.customer.changed_fields.remove(index)));
        draft.save_now();
        toasts.undoable(said, i18n.text("toast.undo"), move || {
            draft.edit(|draft| {
                let place = index.min(draft.customer.changed_fields.len());
                draft.customer.changed_fields.insert(place, removed.clone());
            });
            draft.save_now();
        });
    };
    let old = draft.bind(
        move |draft| draft.customer.changed_fields.get(index).and_then(|row| row.old.clone()).unwrap_or_default(),
        move |draft, typed: String| change(draft, index, |row| row.old = (!typed.is_empty()).then_some(typed)),
    );
    let new = draft.bind(
        move |draft| draft.customer.changed_fields.get(index).map(|row| row.new.clone()).unwrap_or_default(),
        move |draft, typed| change(draft, index, |row| row.new = typed),
    );
    let edit_label = move || i18n.fill("customer.changed_edit", &[("field", name())]);
    view! {
        <div class="change">
            <div class="grow">
                <div class="t1 c2">{name}</div>
                <Show
                    when=move || is_editing.get()
                    fallback=move || view! { <ChangedValues old=old.value new=new.value /> }
                >
                    <div class="grid2 change-fields">
                        <TextField id=row_id(index, "old") label=t!(i18n, "customer.changed_old") bind=old maxlength=VALUE />
                        <TextField id=row_id(index, "new") label=t!(i18n, "customer.changed_new") bind=new maxlength=VALUE />
                    </div>
                </Show>
            </div>
            <div class="flex">
                <Show
                    when=move || is_editing.get()
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class="btn square quiet"
                                aria-label=edit_label
                                on:click=move |_| {
                                    editing.set(Some(index));
                                    focus_field(&row_id(index, "new"));
                                }
                            >
                                <Icon name="pencil" />
                            </button>
                        }
                    }
                >
                    <button
                        type="button"
                        class="btn square soft"
                        aria-label=t!(i18n, "customer.changed_done")
                        on:click=move |_| editing.set(None)
                    >
                        <Icon name="check" />
                    </button>
                </Show>
                <button
                    type="button"
                    class="btn square quiet"
                    aria-label=move || i18n.fill("customer.changed_remove", &[("field", name())])
                    on:click=remove
                >
                    <Icon name="trash-2" />
                </button>
            </div>
        </div>
    }
}

/// `old → new`, as they will be read.
#[component]
fn ChangedValues(old: Signal<String>, new: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div>
            {move || {
                let old = old.get();
                (!old.is_empty()).then(|| view! { <s>{old}</s>" → " })
            }}
            {move || {
                let new = new.get();
                if new.is_empty() {
                    view! { <span class="c-warn">{i18n.text("customer.changed_empty")}</span> }.into_any()
                } else {
                    view! { <b>{new}</b> }.into_any()
                }
            }}
        </div>
    }
}

fn row_id(index: usize, what: &str) -> String {
    format!("changed-{}-{what}", index + 1)
}

fn change(draft: &mut Draft, index: usize, change: impl FnOnce(&mut ChangedField)) {
    if let Some(row) = draft.customer.changed_fields.get_mut(index) {
        change(row);
    }
}

/// What this visit already knows, so that it is not typed twice.
fn known_now(draft: &Draft, field: &FileField) -> Option<String> {
    let Draft { customer, vehicle, .. } = draft;
    match field {
        FileField::Name => customer.owner.name.clone(),
        FileField::Phone => customer.owner.phones.first().cloned(),
        FileField::Address => customer.owner.address.clone(),
        FileField::Company => customer.owner.company.clone(),
        FileField::Email => customer.owner.email.clone(),
        FileField::Plate => vehicle.plate.as_ref().map(|plate| plate.text.clone()),
        FileField::Vin => vehicle.vin.clone(),
        FileField::Odometer => {
            vehicle.odometer.as_ref().map(|odometer| format!("{} {}", odometer.value, odometer.unit))
        }
        FileField::InsuranceExpiresOn => vehicle.insurance_expires_on.map(|day| day.to_string()),
        FileField::Salutation | FileField::Unlisted(_) => None,
    }
}
