//! Why a template was refused: each fault in words, with its place in the file, for whoever mends it.

use leptos::prelude::*;

use crate::ui::components::Icon;
use crate::ui::i18n::{I18n, use_i18n};

use super::Refused;

/// The faults, until they are read.
#[component]
pub fn Problems(refused: RwSignal<Refused>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        {move || {
            refused
                .get()
                .map(|(file, problems)| {
                    let title = match file {
                        Some(name) => i18n.fill("templates.file_refused", &[("name", name)]),
                        None => i18n.text("templates.edit_refused"),
                    };
                    let lines = problems
                        .into_iter()
                        .map(|problem| {
                            let place = if problem.path.is_empty() { i18n.text("templates.whole_file") } else { problem.path };
                            view! {
                                <li>
                                    <span>{problem_text(i18n, problem.code, &problem.message)}</span>
                                    <code class="code">{place}</code>
                                </li>
                            }
                        })
                        .collect_view();
                    view! {
                        <section class="card pad col g3 template-problems" role="alert">
                            <div class="flex c-danger">
                                <Icon name="octagon-alert" />
                                <b class="grow">{title}</b>
                            </div>
                            <p class="c2">{i18n.text("templates.old_one_stays")}</p>
                            <ul>{lines}</ul>
                            <div>
                                <button type="button" class="btn" on:click=move |_| refused.set(None)>{t!(i18n, "templates.read")}</button>
                            </div>
                        </section>
                    }
                })
        }}
    }
}

/// A fault in the user's language; in the contract's own words where the app has none for it.
fn problem_text(i18n: I18n, code: &str, message: &str) -> String {
    let key = format!("template_problem.{code}");
    let text = i18n.text(&key);
    if text == key { message.to_owned() } else { text }
}
