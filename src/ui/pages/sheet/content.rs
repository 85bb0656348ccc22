//! What was signed, in short: the marks, the work, the promise. The whole of it is with the backend and in the export.

use leptos::prelude::*;
use walkaround_contract::{Inspection, Mark, Origin, Payer, Sheet, Step};

use crate::domain::walkaround::mark_label;
use crate::ui::components::{clock_time, day, money, origin_words};
use crate::ui::i18n::{I18n, use_i18n};

/// The sheet's content in short.
#[component]
pub fn SheetContent(sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="card pad">
            <h2>{t!(i18n, "sheet.content")}</h2>
            <dl class="sealed-facts">
                {move || {
                    sheet
                        .with(|sheet| {
                            sheet
                                .as_ref()
                                .map(|sheet| {
                                    facts(i18n, sheet)
                                        .into_iter()
                                        .map(|(name, value)| {
                                            view! {
                                                <dt>{name}</dt>
                                                <dd class="pre">{value}</dd>
                                            }
                                        })
                                        .collect_view()
                                })
                        })
                }}
            </dl>
        </div>
    }
}

fn facts(i18n: I18n, sheet: &Sheet) -> Vec<(String, String)> {
    let language = i18n.language();
    let mut facts = Vec::new();
    let compared = sheet.walkaround.marks.iter().any(|mark| mark.origin == Origin::KnownBefore);
    let marks: Vec<String> = sheet.walkaround.marks.iter().map(|mark| mark_line(i18n, mark, compared)).collect();
    facts.push((i18n.text("sheet.marks"), marks.join("\n")));
    // Not inspected is never the same as undamaged: it is said by name.
    let not_seen: Vec<String> = sheet
        .walkaround
        .stations
        .iter()
        .filter(|station| matches!(station.answer, Inspection::NotInspected | Inspection::NotAccessible))
        .map(|station| i18n.label("station", station.station.as_str()))
        .collect();
    facts.push((i18n.text("sheet.not_looked_at"), not_seen.join(" · ")));
    let work: Vec<String> = sheet.work.lines.iter().map(|line| line.description.clone()).collect();
    facts.push((i18n.step(&Step::Work), work.join("\n")));
    let gross = sheet.work.totals.iter().find(|total| total.payer == Payer::Customer).map_or(0, |total| total.gross);
    facts.push((i18n.text("customer_page.you_pay"), money(gross, &sheet.work.currency, language)));
    if let Some(promise) = &sheet.work.promise {
        facts.push((
            i18n.text("customer_page.ready"),
            format!("{} {}", day(promise.at, language), clock_time(promise.at, false)),
        ));
    }
    facts.retain(|(_, value)| !value.trim().is_empty());
    facts
}

fn mark_line(i18n: I18n, mark: &Mark, compared: bool) -> String {
    let place = match &mark.panel {
        Some(panel) => i18n.label("panel", panel),
        None => i18n.label("station", mark.station.as_str()),
    };
    let severity = i18n.label("severity", &mark.severity.to_string());
    let line = format!("{} {place} · {} · {severity}", mark_label(mark), i18n.label("damage_kind", mark.kind.as_str()));
    match origin_words(i18n, mark, compared) {
        Some(origin) => format!("{line} · {origin}"),
        None => line,
    }
}
