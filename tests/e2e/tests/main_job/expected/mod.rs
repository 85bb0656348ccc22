//! What the sheet has to say after everything was typed, by the names of CONTRACT.md's own table.
//!
//! Invariant: every member that the table says is entered by a person is here, or among [`NOT_TYPED`] with the reason; so a new field that
//! nobody types, and a field that silently is not stored, both fail.

mod table;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use self::table::{Held, expected};

/// Members of the table that the main job can't type, and why.
const NOT_TYPED: [(&str, &str); 6] = [
    ("visit.comeback_of.visit_id", "chosen where the tablet knows the earlier visit; here its number is typed instead"),
    ("work.currency", "chosen once in the settings; here the shop's own"),
    ("acknowledgement.signatures[].reason", "only of somebody who does not sign"),
    ("attachments[].annotations[]", "drawn, in the test of annotations"),
    ("template.own_labels[]", "words of a shop's own template, in the test of templates"),
    ("walkaround.marks[].development", "only of a mark that is known from an earlier visit"),
];

/// Every expected member of a sheet, all that differ at once.
pub fn check(sheet: &Value) -> Result<()> {
    let wrong: Vec<String> = expected()
        .into_iter()
        .filter_map(|(member, held)| {
            let found = find(sheet, member);
            let right = match (&held, found) {
                (Held::Is(value), Some(found)) => found == value,
                (Held::Says(words), Some(found)) => found.as_str().is_some_and(|text| text.contains(words)),
                (Held::There, Some(found)) => found.as_array().is_none_or(|list| !list.is_empty()),
                (_, None) => false,
            };
            let wanted = match held {
                Held::Is(value) => value.to_string(),
                Held::Says(words) => format!("…{words}…"),
                Held::There => "something".to_owned(),
            };
            let found = found.map_or("nothing".to_owned(), Value::to_string);
            (!right).then(|| format!("{member}: typed {wanted}, the sheet holds {found}"))
        })
        .collect();
    ensure!(wrong.is_empty(), "{} members are not what was typed:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// `work.lines[payer=customer].price`; a trailing `[]` is the whole list.
fn find<'a>(sheet: &'a Value, member: &str) -> Option<&'a Value> {
    let mut at = sheet;
    for part in member.trim_end_matches("[]").split('.') {
        let (name, choice) = part.split_once('[').unwrap_or((part, ""));
        at = at.get(name)?;
        if let Some((key, value)) = choice.trim_end_matches(']').split_once('=') {
            at = at.as_array()?.iter().find(|item| item[key] == value)?;
        }
    }
    Some(at)
}

/// Whether every member that a person enters is expected.
pub fn covers_the_contract() -> Result<()> {
    let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/../../CONTRACT.md");
    let contract = std::fs::read_to_string(contract).with_context(|| format!("reading {contract}"))?;
    let entered = entered(&contract);
    ensure!(entered.len() > 100, "the table of CONTRACT.md is not where it was: {} members found", entered.len());
    let typed: Vec<String> = expected().into_iter().map(|(member, _)| plain(member)).collect();
    let is_typed = |member: &String| {
        typed.iter().any(|typed| typed == member) || NOT_TYPED.iter().any(|(known, _)| member.starts_with(known))
    };
    let passed_over: Vec<String> = entered.into_iter().filter(|member| !is_typed(member)).collect();
    if !passed_over.is_empty() {
        bail!("the main job types nothing into:\n{}", passed_over.join("\n"));
    }
    Ok(())
}

/// The members of the table whose third column says where a person enters them.
fn entered(contract: &str) -> Vec<String> {
    let table = contract.split("## Every member").nth(1).unwrap_or_default();
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter(|line| line.starts_with("| ") && line.contains(" | `"));
    rows.filter_map(|row| {
        let mut columns = row.split(" | ").skip(1);
        let (member, entered_in) = (columns.next()?.trim_matches('`'), columns.next()?);
        let by_nobody = ["made by the app", "later:", "filled in by"];
        (!by_nobody.iter().any(|start| entered_in.starts_with(start))).then(|| of_each(member))
    })
    .flatten()
    .collect()
}

/// `customer.{owner,brought_by}.name` for either.
fn of_each(member: &str) -> Vec<String> {
    let Some((before, rest)) = member.split_once('{') else { return vec![member.to_owned()] };
    let Some((names, after)) = rest.split_once('}') else { return vec![member.to_owned()] };
    names.split(',').map(|name| format!("{before}{name}{after}")).collect()
}

/// As the table writes it: `[]` for each item of a list.
fn plain(member: &str) -> String {
    let parts: Vec<String> = member
        .split('.')
        .map(|part| part.split_once('[').map_or(part.to_owned(), |(name, _)| format!("{name}[]")))
        .collect();
    parts.join(".")
}
