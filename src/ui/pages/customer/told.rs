//! What the customer told: the own words, and what the technician is told of them, in the language the customer reads.

use leptos::prelude::*;

use crate::domain::sentence::compose_text;
use crate::state::use_draft;
use crate::ui::i18n::use_i18n;

/// Every concern. Nothing where there is none.
#[component]
pub fn Told() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let concerns = Memo::new(move |_| {
        let (tag, template) = (i18n.tag(), i18n.template().get());
        draft.with(|draft| {
            let both = |concern: &_| (words(concern), compose_text(concern, &template, tag));
            let said = draft.concerns.iter().map(both);
            said.filter(|(words, sentence)| !words.is_empty() || !sentence.is_empty()).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !concerns.with(Vec::is_empty)>
            <section class="told" aria-labelledby="told-title">
                <h1 id="told-title">{t!(i18n, "customer_page.told_title")}</h1>
                {move || {
                    concerns
                        .get()
                        .into_iter()
                        .map(|(words, sentence)| {
                            let quoted = (!words.is_empty()).then(|| i18n.fill("customer_page.told", &[("words", words)]));
                            view! {
                                <div class="told-concern">
                                    {quoted.map(|quoted| view! { <blockquote class="pre">{quoted}</blockquote> })}
                                    {(!sentence.is_empty()).then(|| view! { <p class="c2">{sentence}</p> })}
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </section>
        </Show>
    }
}

fn words(concern: &walkaround_contract::Concern) -> String {
    concern.words.trim().to_owned()
}
