//! One draft or sheet of a file: whose car, how it stands to what is here, and what a person may choose.

use leptos::prelude::*;
use walkaround_contract::Timestamp;

use crate::domain::plate;
use crate::domain::rescue::{Choice as What, Key, Line, Standing};
use crate::state::Bound;
use crate::state::rescue::ImportDesk;
use crate::ui::components::{Choice, Icon, PlateBadge, Segmented, clock_time, day};
use crate::ui::i18n::{I18n, use_i18n};

use super::words::standing_words;

/// A line of the preview.
#[component]
pub fn PreviewLine(desk: ImportDesk, line: Line) -> impl IntoView {
    let i18n = use_i18n();
    let (look, icon, word, text) = standing_words(line.standing);
    // What is the same may still bring bytes that were lost here.
    let text = if line.standing == Standing::Same && line.new_files > 0 { "rescue.same_files_text" } else { text };
    let kind = match line.key {
        Key::Draft(_) => "rescue.draft",
        Key::Sheet(_) => "rescue.sheet",
    };
    let who = [line.vehicle.as_str(), line.customer.as_str()];
    let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let shown = plate::read(&line.plate).to_plate();
    let (when, here) = (line.when, line.here);
    let (new_files, lacking) = (line.new_files, line.lacking);
    let is_readable = line.standing != Standing::Unreadable;
    view! {
        <li class="rescue-line">
            <div class="flex wrap between">
                <div class="flex wrap">
                    {is_readable
                        .then(|| view! { <PlateBadge plate=Signal::stored(shown) none=Signal::derive(move || i18n.text("rescue.no_plate")) /> })}
                    <b>{move || i18n.text(kind)}</b>
                </div>
                <span class=format!("tag {look}")>
                    <Icon name=icon />
                    <span>{move || i18n.text(word)}</span>
                </span>
            </div>
            <div>{who}</div>
            <div class="flex wrap g3 c2 t1 num">
                {move || when.map(|at| view! { <span>{i18n.fill("rescue.in_file", &[("time", moment(i18n, at))])}</span> })}
                {move || here.map(|at| view! { <span>{i18n.fill("rescue.here", &[("time", moment(i18n, at))])}</span> })}
                {move || { (new_files != 0).then(|| view! { <span>{i18n.count("rescue.files_new", new_files)}</span> }) }}
                {move || { (lacking != 0).then(|| view! { <span class="c-warn">{i18n.count("rescue.files_lacking", lacking)}</span> }) }}
            </div>
            <div class="c2">{move || i18n.text(text)}</div>
            <Choices desk=desk line=line />
        </li>
    }
}

/// What can be done, where there is more than one thing.
#[component]
fn Choices(desk: ImportDesk, line: Line) -> impl IntoView {
    let i18n = use_i18n();
    if line.standing.choices().is_empty() {
        return ().into_any();
    }
    let (key, id) = (line.key, field_id(line.key));
    let name = match [&line.plate, &line.customer, &line.vehicle].into_iter().find(|name| !name.is_empty()) {
        Some(name) => plate::format(name),
        None => String::new(),
    };
    let label = Signal::derive(move || {
        let name = if name.is_empty() { i18n.text("rescue.no_plate") } else { name.clone() };
        i18n.fill("rescue.choice_for", &[("name", name)])
    });
    let choices = Signal::derive(move || {
        vec![
            Choice::new(What::Mine, i18n.text("rescue.mine")),
            Choice::new(What::Theirs, i18n.text("rescue.theirs")),
            Choice::new(What::Both, i18n.text("rescue.both")),
        ]
    });
    let bind = Bound {
        value: Signal::derive(move || desk.choice(&line)),
        set: Callback::new(move |choice: Option<What>| {
            if let Some(choice) = choice {
                desk.choose(key, choice);
            }
        }),
        done: Callback::new(|()| {}),
    };
    view! { <Segmented id=id label=label choices=choices bind=bind label_hidden=true required=true /> }.into_any()
}

fn field_id(key: Key) -> String {
    match key {
        Key::Draft(id) => format!("rescue-draft-{id}"),
        Key::Sheet(id) => format!("rescue-sheet-{id}"),
    }
}

fn moment(i18n: I18n, at: Timestamp) -> String {
    format!("{} {}", day(at, i18n.language()), clock_time(at, false))
}
