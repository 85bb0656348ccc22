//! The statement: what the customer agrees to by signing, in the language the customer chose.
//!
//! Invariant: it never says that something was looked at which was not.

use walkaround_contract::{MarkAnswer, Template};

use crate::domain::draft::Draft;

/// The statement. Chinese for `zh…`, else English.
pub fn statement(draft: &Draft, template: &Template, language: &str) -> String {
    let survey = draft.survey(template);
    let facts = Facts {
        marks: draft.damage().count(),
        disputed: draft
            .review
            .marks
            .iter()
            .filter(|answer| answer.answer == MarkAnswer::Disputed && draft.mark(answer.mark).is_some())
            .count(),
        unseen: survey
            .unseen()
            .map(|station| template.label("station", station.as_str(), language).to_owned())
            .collect(),
        stations: survey.on_sheet().len(),
        work: !draft.work.lines.is_empty(),
    };
    if language.starts_with("zh") { chinese(&facts) } else { english(&facts) }
}

struct Facts {
    marks: usize,
    disputed: usize,
    /// Stations that nobody looked at, or could.
    unseen: Vec<String>,
    stations: usize,
    work: bool,
}

fn chinese(facts: &Facts) -> String {
    let seen = match facts.marks {
        0 if facts.unseen.len() == facts.stations => String::new(),
        0 => "外观（没有标出痕迹）、".to_owned(),
        marks => format!(" {marks} 处痕迹、"),
    };
    let rest = if facts.work { "随车物品、项目和价格" } else { "随车物品和我说的问题" };
    let mut text = format!("我看过以上{seen}{rest}，内容与我说的一致。");
    if facts.disputed > 0 {
        text.push_str(&format!("其中 {} 处痕迹我有不同看法，已写在单上。", facts.disputed));
    }
    if !facts.unseen.is_empty() {
        text.push_str(&format!("今天没有看：{}。", facts.unseen.join("、")));
    }
    text.push_str("请按此维修。");
    text
}

fn english(facts: &Facts) -> String {
    let seen = match facts.marks {
        0 if facts.unseen.len() == facts.stations => "",
        0 => "the outside of the car (no marks found), ",
        1 => "the mark, ",
        _ => &format!("the {} marks, ", facts.marks),
    };
    let rest = if facts.work {
        "the belongings, the work and the price above"
    } else {
        "the belongings and my concerns above"
    };
    let mut text = format!("I have looked at {seen}{rest}. They are as I said.");
    match facts.disputed {
        0 => {}
        1 => text.push_str(" I disagree about 1 mark; what I said is on the sheet."),
        disputed => text.push_str(&format!(" I disagree about {disputed} marks; what I said is on the sheet.")),
    }
    if !facts.unseen.is_empty() {
        text.push_str(&format!(" Not looked at today: {}.", facts.unseen.join(", ").to_lowercase()));
    }
    text.push_str(" Please go ahead.");
    text
}
