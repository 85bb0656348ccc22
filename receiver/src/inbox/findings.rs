//! What was found: concerns, the walk-around, wheels, photos, cabin.

use std::collections::HashSet;

use maud::{Markup, html};
use walkaround_contract::{AttachmentRole, Concern, Mark, Presence, SizeClass, Wheel};

use super::{
    coverage,
    drawing::{BodyDrawing, mark_name, pin},
    photos,
    view::{Facts, Reading, icon, section, table},
};
use crate::http::Desk;

/// 1.6 mm, the legal limit in China and the EU (GB 7258, Directive 89/459/EEC).
const TREAD_LIMIT_TENTHS: u16 = 16;

pub(super) fn concerns(reading: Reading) -> Markup {
    let words = reading.words();
    let concerns = &reading.sheet.concerns;
    let body = html! {
        @if concerns.is_empty() { p.c2 { (words.no_concerns) } }
        @for one in concerns { div.inbox-part { (concern(reading, one)) } }
    };
    section(words.concerns, "message-square-text", (!concerns.is_empty()).then_some(concerns.len()), body)
}

fn concern(reading: Reading, concern: &Concern) -> Markup {
    let words = reading.words();
    let conditions = &concern.conditions;
    let tag = reading.view.language.tag();
    let sentence = concern.sentences.iter().find(|sentence| sentence.language == tag).or(concern.sentences.first());
    let mut tags: Vec<&str> = Vec::new();
    tags.extend(concern.symptom.as_ref().map(|word| reading.label("symptom", word.as_str())));
    tags.extend(concern.places.iter().map(|word| reading.label("place", word.as_str())));
    tags.extend(conditions.when.as_ref().map(|word| reading.label("when_state", word.as_str())));
    tags.extend(conditions.speed.iter().map(|word| reading.in_sentence("speed_range", word.as_str())));
    tags.extend(conditions.road.iter().map(|word| reading.label("road", word.as_str())));
    tags.extend(conditions.action.iter().map(|word| reading.label("action", word.as_str())));
    tags.extend(conditions.weather.iter().map(|word| reading.label("weather", word.as_str())));
    tags.extend(conditions.frequency.as_ref().map(|word| reading.label("frequency", word.as_str())));
    tags.extend(conditions.since.as_ref().map(|word| reading.label("since", word.as_str())));
    tags.extend(conditions.lamp_shown.map(|shown| if shown { words.lamp_shown } else { words.lamp_not_shown }));
    tags.extend(conditions.reproduced.as_ref().map(|word| reading.label("reproduced", word.as_str())));
    html! {
        @if !concern.words.is_empty() { blockquote.said.pre { (reading.view.language.quoted(&concern.words)) } }
        @if let Some(sentence) = sentence { p.b lang=(sentence.language) { (sentence.text) } }
        @if !tags.is_empty() { p.inbox-tags { @for text in tags { span.tag { (text) } } } }
        (Facts::default().add(words.earlier_attempts, conditions.earlier_attempts.as_deref()).render())
        (attached(reading, concern))
    }
}

/// The noise first, then what it looks like.
fn attached(reading: Reading, concern: &Concern) -> Markup {
    let known = concern.attachments.iter().filter_map(|id| photos::attachment(reading, id));
    let (clips, photos): (Vec<_>, Vec<_>) = known.partition(|known| known.role == AttachmentRole::ConcernAudio);
    html! {
        @if !clips.is_empty() || !photos.is_empty() {
            div.inbox-photos { @for one in clips.into_iter().chain(photos) {
                (photos::figure(reading, one, reading.label("attachment_role", one.role.as_str())))
            } }
        }
    }
}

pub(super) async fn walkaround(desk: &Desk, reading: Reading<'_>) -> Markup {
    let words = reading.words();
    let walkaround = &reading.sheet.walkaround;
    let drawn = match &walkaround.drawing {
        Some(taken_on) => BodyDrawing::load(desk, &taken_on.body).await.map(|drawing| (drawing, taken_on)),
        None => None,
    };
    let body = html! {
        @if let Some((drawing, taken_on)) = drawn {
            (drawing.render(reading, &taken_on.body))
            @if !drawing.is_revision(&taken_on.revision) { p.banner.warn { (icon("triangle-alert", "i")) (words.drawing_changed) } }
        } @else if walkaround.drawing.is_some() {
            p.c2 { (if desk.app.is_none() { words.no_drawing_app } else { words.no_drawing_body }) }
        }
        h3 { (words.marks) }
        @if walkaround.marks.is_empty() { p.c2 { (words.no_marks) } } @else { (marks(reading)) }
        h3 { (words.stations) }
        (coverage::stations(reading))
    };
    section(words.walkaround, "car", None, body)
}

fn marks(reading: Reading) -> Markup {
    let words = reading.words();
    let number_of_photos = |mark: &Mark| (!mark.photos.is_empty()).then_some(mark.photos.len());
    let rows = html! {
        thead { tr { th { (words.mark) } th { (words.place) } th { (words.damage) } th { (words.severity) } th { (words.size) } th { (words.origin) } th { (words.photos) } th { (words.said_by_customer) } } }
        tbody { @for mark in &reading.sheet.walkaround.marks {
            tr id={ "mark-" (mark.number) } {
                td { (pin(mark)) }
                td {
                    (place(reading, mark))
                    @if mark.view.is_none() { span.block.t1.c2 { (words.not_placed) } }
                }
                td { (reading.label("damage_kind", mark.kind.as_str())) @if let Some(note) = &mark.note { span.block.t1.c2.pre { (note) } } }
                td { (severity(reading, mark)) }
                td.num { (size(reading, mark)) }
                td { (origin(reading, mark)) }
                td.num { @if let Some(count) = number_of_photos(mark) { (count) } }
                td { (said(reading, mark)) }
            }
        } }
    };
    html! {
        (table(words.marks, rows))
        div.inbox-photos { @for mark in &reading.sheet.walkaround.marks {
            @let name = format!("{} {}", mark_name(mark), place(reading, mark));
            @for photo in mark.photos.iter().filter_map(|id| photos::attachment(reading, id)) { (photos::figure(reading, photo, &name)) }
        } }
    }
}

fn place<'a>(reading: Reading<'a>, mark: &'a Mark) -> &'a str {
    match &mark.panel {
        Some(panel) => reading.label("panel", panel),
        None => reading.label("station", mark.station.as_str()),
    }
}

fn severity(reading: Reading, mark: &Mark) -> String {
    // One digit; the catalogue is keyed by it.
    let label = match mark.severity {
        1 => reading.label("severity", "1"),
        2 => reading.label("severity", "2"),
        3 => reading.label("severity", "3"),
        _ => "",
    };
    format!("{} {label}", mark.severity)
}

fn size(reading: Reading, mark: &Mark) -> String {
    let class = mark.size.as_ref().map(|size| match size {
        SizeClass::Point | SizeClass::Unlisted(_) => reading.label("size_class", size.as_str()).to_owned(),
        // The other classes are called by their numbers alone.
        _ => format!("{} cm", reading.label("size_class", size.as_str())),
    });
    mark.measured_mm.map(|mm| format!("{mm} mm")).into_iter().chain(class).collect::<Vec<_>>().join(" · ")
}

fn origin(reading: Reading, mark: &Mark) -> Markup {
    let words = reading.words();
    html! {
        (reading.label("origin", mark.origin.as_str()))
        @if let Some(development) = &mark.development { (reading.view.colon()) (reading.label("development", development.as_str())) }
        @if let Some(previous) = &mark.previous_mark { a.block.t1 href=(reading.view.link(&format!("/inbox/{}", previous.sheet), &[])) { (words.continues_mark) } }
    }
}

fn said(reading: Reading, mark: &Mark) -> Markup {
    let answer = reading.sheet.acknowledgement.marks.iter().find(|answer| answer.mark == mark.id);
    html! {
        @if let Some(answer) = answer {
            (reading.label("mark_answer", answer.answer.as_str())) span.block.t1.c2.num { (reading.view.time(&answer.at)) }
            @if let Some(words) = &answer.words { span.block.pre { (reading.view.language.quoted(words)) } }
        } @else { span.c2 { (reading.words().not_answered) } }
    }
}

pub(super) fn wheels(reading: Reading) -> Markup {
    let words = reading.words();
    let wheels = &reading.sheet.walkaround.wheels;
    let body = html! {
        @if wheels.is_empty() { p.c2 { (words.no_wheels) } } @else {
            (table(words.wheels, html! {
                thead { tr { th { (words.place) } th { (words.tread) } th { (words.pressure) } th { (words.made) } th { (words.damage) } } }
                tbody { @for wheel in wheels { tr { th scope="row" { (reading.label("wheel_position", wheel.position.as_str())) } (wheel_cells(reading, wheel)) } } }
            }))
        }
    };
    section(words.wheels, "circle", None, body)
}

fn wheel_cells(reading: Reading, wheel: &Wheel) -> Markup {
    let words = reading.words();
    html! {
        td.num { @if let Some(tread) = wheel.tread_tenths_mm {
            (tread / 10) "." (tread % 10) " mm"
            @if tread < TREAD_LIMIT_TENTHS { " " span.tag.danger { (icon("octagon-alert", "i")) (words.below_limit) } }
        } }
        td.num { @if let Some(pressure) = wheel.pressure_kpa { (pressure) " kPa" } }
        td.num { @if let Some(dot) = &wheel.dot { (dot) } }
        td {
            @if wheel.tyre_damaged == Some(true) { span.tag.danger { (words.tyre_damaged) } " " }
            @if wheel.rim_damaged == Some(true) { span.tag.warn { (words.rim_damaged) } }
        }
    }
}

pub(super) fn shots(reading: Reading) -> Markup {
    let words = reading.words();
    let shots = &reading.sheet.walkaround.shots;
    let body = html! {
        div.inbox-photos { @for shot in shots {
            @let name = reading.label("guided_shot", shot.shot.as_str());
            @if let Some(photo) = shot.attachment.as_ref().and_then(|id| photos::attachment(reading, id)) { (photos::figure(reading, photo, name)) }
        } }
        @for shot in shots {
            @if let Some(reason) = &shot.skipped {
                p.c2 { (reading.label("guided_shot", shot.shot.as_str())) (reading.view.colon()) (words.skipped) (reading.view.in_brackets(reading.label("skip_reason", reason.as_str()))) }
            }
        }
    };
    html! { @if !shots.is_empty() { (section(words.guided_photos, "camera", None, body)) } }
}

/// Attachments that no other section shows.
pub(super) fn other_attachments(reading: Reading) -> Markup {
    let words = reading.words();
    let sheet = reading.sheet;
    let valuables = sheet.cabin.valuables.iter().flat_map(|valuables| &valuables.items);
    let shown: HashSet<_> = (sheet.walkaround.shots.iter().filter_map(|shot| shot.attachment.as_ref()))
        .chain(sheet.walkaround.marks.iter().flat_map(|mark| &mark.photos))
        .chain(sheet.concerns.iter().flat_map(|concern| &concern.attachments))
        .chain(valuables.flat_map(|valuable| &valuable.photos))
        .collect();
    // A signature's picture shows what its ink shows already.
    let rest: Vec<_> = sheet
        .attachments
        .iter()
        .filter(|attachment| attachment.role != AttachmentRole::Signature && !shown.contains(&attachment.id))
        .collect();
    let body = html! { div.inbox-photos { @for attachment in &rest { (photos::figure(reading, attachment, reading.label("attachment_role", attachment.role.as_str()))) } } };
    html! { @if !rest.is_empty() { (section(words.other_photos, "images", Some(rest.len()), body)) } }
}

pub(super) fn cabin(reading: Reading) -> Markup {
    let words = reading.words();
    let cabin = &reading.sheet.cabin;
    let noted = |label: &str, answer: &str, note: &Option<String>| html! { (label) (reading.view.colon()) (answer) @if let Some(note) = note { span.c2 { " " (note) } } };
    let functions = html! { ul { @for one in &cabin.functions { li { (noted(reading.label("cabin_function", one.function.as_str()), reading.label("function_state", one.state.as_str()), &one.note)) } } } };
    let interior = html! { ul { @for one in &cabin.interior { li { (noted(reading.label("interior_area", one.area.as_str()), reading.label("interior_condition", one.condition.as_str()), &one.note)) } } } };
    let accessories = html! { ul.inbox-answers { @for one in &cabin.accessories { li {
        @let (class, sign) = match one.presence { Presence::Present => ("station-box ok", Some("check")), Presence::Missing => ("station-box mkd", Some("x")), _ => ("station-box", None) };
        span class=(class) { @if let Some(sign) = sign { (icon(sign, "i")) } }
        span.hd { span.block.m { (reading.label("accessory_kind", one.accessory.as_str())) @if let Some(count) = one.count { " × " (count) } } span.block.t1.c2 { (reading.label("presence", one.presence.as_str())) } }
    } } } };
    let lamps = reading.labels("warning_lamp", cabin.lamps.iter().map(|lamp| lamp.as_str()));
    let lamps =
        lamps.unwrap_or_else(|| if cabin.lamps_checked { words.no_lamps } else { words.lamps_not_checked }.to_owned());
    let facts = Facts::default()
        .add(words.lamps, Some(lamps))
        .add_markup(words.functions, (!cabin.functions.is_empty()).then_some(functions))
        .add_markup(words.interior, (!cabin.interior.is_empty()).then_some(interior))
        .add_markup(words.accessories, (!cabin.accessories.is_empty()).then_some(accessories))
        .add_markup(words.valuables, cabin.valuables.as_ref().map(|_| valuables(reading)))
        .add_markup(words.note, cabin.note.as_ref().map(|note| html! { span.pre { (note) } }));
    section(words.cabin, "key-round", None, facts.render())
}

fn valuables(reading: Reading) -> Markup {
    let words = reading.words();
    let valuables = reading.sheet.cabin.valuables.as_ref();
    html! { @if let Some(valuables) = valuables {
        (words.reminder_spoken) (reading.view.colon()) (reading.view.yes_no(valuables.reminder_spoken))
        @if let Some(outcome) = &valuables.outcome { " · " (reading.label("valuables_outcome", outcome.as_str())) }
        ul { @for item in &valuables.items {
            li { (item.what) @if let Some(place) = &item.place { (reading.view.in_brackets(place)) } (photos::strip(reading, &item.photos, &item.what)) }
        } }
    } }
}
