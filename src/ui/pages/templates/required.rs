//! Answers without which nothing is signed: some always, others because the shop says so.

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::domain::template::{Answer, answers, is_required, set_required};
use crate::state::use_template_bench;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// All answers that can be required, step by step.
#[component]
pub fn RequiredAnswers() -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let known = answers();
    let mut steps: Vec<Step> = Vec::new();
    for answer in &known {
        if !steps.contains(&answer.step) {
            steps.push(answer.step.clone());
        }
    }
    // What a file requires beyond that stands by its place in the sheet.
    let others = bench.read(move |template| {
        let is_known = |path: &str| known.iter().any(|answer| answer.missing.path() == Some(path));
        let others = template.required.iter().filter(|required| !is_known(&required.path));
        others.map(|required| (required.step.clone(), required.path.clone())).collect::<Vec<_>>()
    });
    view! {
        <section class="col g3">
            <h2>{t!(i18n, "templates.required_title")}</h2>
            <p class="c2">{t!(i18n, "templates.required_text")}</p>
            {steps.into_iter().map(|step| view! { <StepAnswers step=step /> }).collect_view()}
            <Show when=move || !others.with(Vec::is_empty)>
                <div class="card rows">
                    <For each=move || others.get() key=|other| other.clone() let:other>
                        <OtherAnswer step=other.0 path=other.1 />
                    </For>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn StepAnswers(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let (own, named) = (step.clone(), step.clone());
    let is_on = bench.read(move |template| template.has_step(&own));
    let rows = answers().into_iter().filter(|answer| answer.step == step);
    view! {
        <div class="col g2">
            <div class="sect">
                <h3>{move || i18n.step(&named)}</h3>
                <Show when=move || !is_on.get()>
                    <span class="tag">
                        <Icon name="eye-off" />
                        <span>{t!(i18n, "templates.step_off")}</span>
                    </span>
                </Show>
            </div>
            <div class="card rows">{rows.map(|answer| view! { <AnswerRow answer=answer /> }).collect_view()}</div>
        </div>
    }
}

#[component]
fn AnswerRow(answer: Answer) -> impl IntoView {
    let i18n = use_i18n();
    let key = format!("missing.{}", answer.missing.key());
    let name = Signal::derive(move || i18n.text(&key));
    let path = answer.missing.path().filter(|_| !answer.always).map(str::to_owned);
    view! {
        <div class="row">
            <span class="grow">{move || name.get()}</span>
            {match path {
                Some(path) => view! { <RequireSwitch step=answer.step path=path name=name /> }.into_any(),
                None => {
                    view! {
                        <span class="tag">
                            <Icon name="lock" />
                            <span>{t!(i18n, "templates.always")}</span>
                        </span>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn OtherAnswer(step: Step, path: String) -> impl IntoView {
    let name = Signal::stored(path.clone());
    view! {
        <div class="row">
            <span class="grow code">{path.clone()}</span>
            <RequireSwitch step=step path=path name=name />
        </div>
    }
}

#[component]
fn RequireSwitch(step: Step, path: String, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let own = path.clone();
    let on = bench.read(move |template| is_required(template, &own));
    view! {
        <button
            type="button"
            class="chip template-switch"
            role="switch"
            aria-checked=move || on.get().to_string()
            aria-label=move || i18n.fill("templates.required_of", &[("name", name.get())])
            on:click=move |_| {
                let required = !on.get_untracked();
                bench.edit(|template| set_required(template, &step, &path, required));
            }
        >
            {move || on.get().then(|| view! { <Icon name="check" class="i-m" /> })}
            <span>{move || i18n.text(if on.get() { "templates.is_required" } else { "templates.not_required" })}</span>
        </button>
    }
}
