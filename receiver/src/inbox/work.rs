//! Work, price and promise; contradictions, complaint, follow-up; the return of the car.

use maud::{Markup, html};
use walkaround_contract::{CheckRecord, ConsentAnswer, WorkLine};

use super::view::{Facts, Reading, date, icon, section, table, window};

pub(super) fn work(reading: Reading) -> Markup {
    let words = reading.words();
    let work = &reading.sheet.work;
    let deviation = work.deviation.as_ref().map(|deviation| {
        format!("{} % · {}", deviation.percent, reading.label("above_deviation", deviation.above.as_str()))
    });
    let facts = Facts::default()
        .add(words.deposit, work.deposit.map(|deposit| reading.money(deposit)))
        .add(words.deviation, deviation)
        .add(words.promise, work.promise.as_ref().map(|promise| reading.view.time(&promise.at)))
        .add_markup(words.consents, (!work.consents.is_empty()).then(|| consents(reading)));
    let body = html! {
        @if work.lines.is_empty() { p.c2 { (words.no_lines) } } @else { (lines(reading)) (totals(reading)) }
        (facts.render())
    };
    section(words.work, "clipboard-list", None, body)
}

fn lines(reading: Reading) -> Markup {
    let words = reading.words();
    let rows = html! {
        thead { tr { th { (words.description) } th { (words.payer) } th { (words.labour) } th.ta-e { (words.price) } } }
        tbody { @for line in &reading.sheet.work.lines {
            tr {
                td { (line.description) @if !line.parts.is_empty() { span.block.t1.c2 { (words.parts) (reading.view.colon()) (line.parts.join(reading.separator())) } } }
                td { (reading.label("payer", line.payer.as_str())) }
                td.num { @if let Some(minutes) = line.labour_minutes { (reading.view.language.minutes(minutes)) } }
                td.num.ta-e { (price(reading, line)) }
            }
        } }
    };
    table(words.description, rows)
}

fn price(reading: Reading, line: &WorkLine) -> Markup {
    html! {
        @if let Some(price) = line.price {
            (reading.money(price))
            span.block.t1.c2 {
                (reading.label("tax_mode", line.tax_mode.as_str()))
                @if let Some(rate) = line.tax_basis_points { " " (rate / 100) @if rate % 100 != 0 { "." (format!("{:02}", rate % 100)) } " %" }
            }
        } @else { span.c2 { (reading.words().price_open) } }
    }
}

fn totals(reading: Reading) -> Markup {
    let words = reading.words();
    let rows = html! {
        thead { tr { th { (words.payer) } th { (words.labour) } th.ta-e { (words.net) } th.ta-e { (words.tax) } th.ta-e { (words.gross) } } }
        tbody { @for total in &reading.sheet.work.totals {
            tr {
                th scope="row" { (reading.label("payer", total.payer.as_str())) }
                td.num { (reading.view.language.minutes(total.labour_minutes)) }
                td.num.ta-e { (reading.money(total.net)) } td.num.ta-e { (reading.money(total.tax)) } td.num.ta-e.b { (reading.money(total.gross)) }
            }
        } }
    };
    table(words.gross, rows)
}

fn consents(reading: Reading) -> Markup {
    html! { ul { @for consent in &reading.sheet.work.consents {
        li.flex {
            // The shape says it as well: tick, cross, empty circle.
            (match consent.answer { ConsentAnswer::Yes => icon("check", "i i-m c-ok"), ConsentAnswer::No => icon("x", "i i-m"), _ => icon("circle-dashed", "i i-m c3") })
            span { (reading.label("consent_kind", consent.consent.as_str())) (reading.view.colon()) b { (reading.label("consent_answer", consent.answer.as_str())) } }
        }
    } } }
}

pub(super) fn checks(reading: Reading) -> Markup {
    let checks = &reading.sheet.checks;
    let body = html! { ul.rows { @for record in checks { li.inbox-part { (check(reading, record)) } } } };
    html! { @if !checks.is_empty() { (section(reading.words().checks, "triangle-alert", Some(checks.len()), body)) } }
}

fn check<'a>(reading: Reading<'a>, record: &'a CheckRecord) -> Markup {
    html! {
        b { (reading.label("check_kind", record.check.as_str())) }
        @if let Some(subject) = &record.subject { " " (check_subject(reading, subject)) }
        span.block.t1.c2.num { (reading.view.time(&record.flagged_at)) }
        @if let Some(overridden) = &record.overridden {
            p.said.pre { (overridden.by) (reading.view.colon()) (overridden.reason) span.block.t1.c2.num { (reading.view.time(&overridden.at)) } }
        } @else { span.c-warn { (reading.words().left_open) } }
    }
}

/// A mark by its number, a station by its name, anything else as it stands.
fn check_subject<'a>(reading: Reading<'a>, subject: &'a str) -> Markup {
    match reading.sheet.walkaround.marks.iter().find(|mark| mark.number.to_string() == subject) {
        Some(mark) => super::drawing::pin(mark),
        None => html! { span.tag { (reading.label("station", subject)) } },
    }
}

pub(super) fn afterwards(reading: Reading) -> Markup {
    let words = reading.words();
    let sheet = reading.sheet;
    let facts = Facts::default()
        .add(words.call_back_due, sheet.follow_up.call_back_due_on.as_ref().map(date))
        .add(words.call_window, sheet.follow_up.window.as_ref().map(window))
        .render();
    html! {
        @if let Some(complaint) = &sheet.complaint {
            (section(words.complaint, "octagon-alert", None, html! {
                blockquote.said.pre { (reading.view.language.quoted(&complaint.words)) span.block.t1.c2.num { (reading.view.time(&complaint.recorded_at)) } }
                (Facts::default().add(words.first_contact_due, Some(reading.view.time(&complaint.first_contact_due_at))).render())
            }))
        }
        @if !facts.0.is_empty() { (section(words.follow_up, "phone", None, facts)) }
    }
}

pub(super) fn handover(reading: Reading) -> Markup {
    let words = reading.words();
    let Some(handover) = &reading.sheet.handover else { return Markup::default() };
    let mark = |id| reading.sheet.walkaround.marks.iter().find(|mark| Some(mark.id) == id).map(super::drawing::pin);
    let differences = html! {
        @if handover.differences.is_empty() { (words.no_differences) }
        ul { @for difference in &handover.differences {
            li { (reading.label("difference_kind", difference.kind.as_str())) @if let Some(pin) = mark(difference.mark) { " " (pin) } @if let Some(note) = &difference.note { (reading.view.colon()) (note) } }
        } }
    };
    let facts = Facts::default()
        .add_markup(words.intake_sheet, Some(html! { a.code href=(reading.view.link(&format!("/inbox/{}", handover.intake.id), &[])) { (handover.intake.id) } }))
        .add(words.promised_at, handover.promised_at.as_ref().map(|at| reading.view.time(at)))
        .add(words.parts_shown, handover.parts_shown.map(|shown| reading.view.yes_no(shown)))
        .add_markup(words.differences, Some(differences));
    section(words.handover, "package-check", None, facts.render())
}
