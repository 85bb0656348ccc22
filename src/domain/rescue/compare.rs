//! A bundle beside what the tablet has: what is new, older, newer or in conflict, and what a person may do about it.
//!
//! Invariant: what would replace anything is a choice, and where it can't be known which of two drafts is the later state of the other,
//! nothing is chosen beforehand.

use std::collections::BTreeSet;

use walkaround_contract::{Id, Timestamp};

use super::contents::{BundledSheet, Contents};
use super::manifest::Place;
use crate::domain::draft::Draft;
use crate::domain::outbox::{OutboxEntry, SheetRecord};

/// What the tablet has.
#[derive(Clone, Debug)]
pub struct Here {
    /// This tablet's own id.
    pub device: Id,
    pub drafts: Vec<Draft>,
    pub sheets: Vec<OutboxEntry>,
    /// Ids of records here that can't be read, as their keys are written.
    pub unreadable: BTreeSet<String>,
    /// Ids of the bytes that are here.
    pub stored: BTreeSet<Id>,
}

/// A draft or sheet of a bundle. Sheets come first: whether a draft is signed already has to be known before it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Sheet(Id),
    Draft(Id),
}

/// How something of a bundle stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it is here.
    New,
    /// The same is here.
    Same,
    /// The draft here is what the bundle's was made from.
    OlderHere,
    /// The bundle's draft is what the one here was made from.
    NewerHere,
    /// Both were changed since they were one, or it can't be known.
    BothChanged,
    /// It is a draft, and here (or in the bundle itself) it is signed.
    SignedHere,
    /// It is signed, and here it is still a draft.
    DraftHere,
    /// A sheet of the same id and another digest is here.
    OtherSheet,
    /// What is here under this id can't be read, and is not touched.
    UnreadableHere,
    /// It can't be read in the bundle.
    Unreadable,
}

/// What a person may want of something that is here as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What is here stays; nothing is imported.
    Mine,
    /// The bundle's takes its place.
    Theirs,
    /// What would have been replaced, or would have replaced, stays beside it as a copy.
    Both,
}

/// One line of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub key: Key,
    pub plate: String,
    pub vehicle: String,
    pub customer: String,
    /// Last change of a draft, sealing of a sheet, as the bundle has it. `None` of what can't be read.
    pub when: Option<Timestamp>,
    /// The same of what is here.
    pub here: Option<Timestamp>,
    pub standing: Standing,
    /// Photos, clips and signature pictures that it names.
    pub files: usize,
    /// Those of them that are neither in the bundle nor here.
    pub lacking: usize,
    /// Those that are in the bundle and not here.
    pub new_files: usize,
}

impl Standing {
    /// What can be chosen. Empty where there is only one thing to do.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::OlderHere | Self::NewerHere | Self::BothChanged | Self::DraftHere => {
                &[Choice::Mine, Choice::Theirs, Choice::Both]
            }
            _ => &[],
        }
    }

    /// What is chosen beforehand; `None` where a person has to.
    pub fn preset(self) -> Option<Choice> {
        match self {
            Self::New | Self::Same | Self::OlderHere => Some(Choice::Theirs),
            Self::BothChanged | Self::DraftHere => None,
            _ => Some(Choice::Mine),
        }
    }
}

impl Line {
    /// Whether an import with this choice writes anything.
    pub fn writes(&self, choice: Choice) -> bool {
        match self.standing {
            Standing::New => true,
            // The record is here; bytes it had lost come back.
            Standing::Same => self.new_files > 0,
            standing => choice != Choice::Mine && standing.choices().contains(&choice),
        }
    }
}

/// Everything of a bundle beside what the tablet has.
pub fn compare(contents: &Contents, here: &Here) -> Vec<Line> {
    let sheets = contents.sheets.iter().map(|sheet| line_of_sheet(sheet, contents, here));
    let drafts = contents.drafts.iter().map(|draft| line_of_draft(draft, contents, here));
    let unreadable = contents.unreadable.iter().filter_map(|(path, _)| unreadable(path));
    let mut lines: Vec<Line> = sheets.chain(drafts).chain(unreadable).collect();
    lines.sort_by_key(|line| line.key);
    // A manifest that names one thing twice must not import it twice.
    lines.dedup_by_key(|line| line.key);
    lines
}

fn line_of_draft(draft: &Draft, contents: &Contents, here: &Here) -> Line {
    let mine = here.drafts.iter().find(|mine| mine.id == draft.id);
    let is_signed = here.sheets.iter().any(|entry| entry.sheet.id == draft.id)
        || contents.sheets.iter().any(|sheet| sheet.record.id == draft.id);
    let standing = match mine {
        _ if is_signed => Standing::SignedHere,
        _ if here.unreadable.contains(&draft.id.to_string()) => Standing::UnreadableHere,
        None => Standing::New,
        Some(mine) => standing(mine, draft, contents.maker.device == here.device),
    };
    let vehicle = &draft.vehicle;
    let model = [vehicle.make.as_deref(), vehicle.model.as_deref()];
    let owner = &draft.customer.owner;
    let line = Line {
        key: Key::Draft(draft.id),
        plate: vehicle.plate.as_ref().map(|plate| plate.text.clone()).unwrap_or_default(),
        vehicle: model.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        customer: owner.name.clone().or_else(|| owner.company.clone()).unwrap_or_default(),
        when: Some(draft.changed_at),
        here: mine.map(|mine| mine.changed_at),
        standing,
        files: 0,
        lacking: 0,
        new_files: 0,
    };
    with_files(line, draft.attachment_ids(), contents, here)
}

fn line_of_sheet(sheet: &BundledSheet, contents: &Contents, here: &Here) -> Line {
    let record = &sheet.record;
    let mine = here.sheets.iter().find(|entry| entry.sheet.id == record.id);
    let draft = here.drafts.iter().find(|draft| draft.id == record.id);
    let standing = match (mine, draft) {
        _ if here.unreadable.contains(&record.id.to_string()) => Standing::UnreadableHere,
        (Some(mine), _) if is_same_sheet(&mine.sheet, record) => Standing::Same,
        (Some(_), _) => Standing::OtherSheet,
        (None, Some(_)) => Standing::DraftHere,
        (None, None) => Standing::New,
    };
    let line = Line {
        key: Key::Sheet(record.id),
        plate: record.plate.clone(),
        vehicle: record.vehicle.clone(),
        customer: record.customer.clone(),
        when: Some(record.sealed_at),
        here: mine.map(|mine| mine.sheet.sealed_at).or_else(|| draft.map(|draft| draft.changed_at)),
        standing,
        files: 0,
        lacking: 0,
        new_files: 0,
    };
    // A sheet that is cleared here after its receipt stays cleared: its photos are with the backend, and went because they are.
    let is_cleared = mine.is_some_and(|mine| mine.delivery.is_confirmed());
    if is_cleared { line } else { with_files(line, record.kept_ids(), contents, here) }
}

/// The seal's digest decides. What lists show beside it is derived, and may be cleared on one tablet and not on another.
fn is_same_sheet(mine: &SheetRecord, theirs: &SheetRecord) -> bool {
    mine.digest == theirs.digest
}

fn with_files(mut line: Line, ids: impl Iterator<Item = Id>, contents: &Contents, here: &Here) -> Line {
    for id in ids {
        line.files += 1;
        match (here.stored.contains(&id), contents.photo(id).is_some()) {
            (true, _) => {}
            (false, true) => line.new_files += 1,
            (false, false) => line.lacking += 1,
        }
    }
    line
}

/// How two drafts of one id stand to each other.
fn standing(mine: &Draft, theirs: &Draft, is_own_bundle: bool) -> Standing {
    // Where it has been is no part of what it says.
    if (Draft { arrived_as: mine.arrived_as, ..theirs.clone() }) == *mine {
        return Standing::Same;
    }
    // On one tablet a draft has one history, and its clock tells which state is the later one.
    if is_own_bundle {
        return match mine.changed_at.unix_ms().cmp(&theirs.changed_at.unix_ms()) {
            std::cmp::Ordering::Less => Standing::OlderHere,
            std::cmp::Ordering::Greater => Standing::NewerHere,
            std::cmp::Ordering::Equal => Standing::BothChanged,
        };
    }
    // Between tablets, the state with which a draft once arrived tells whether it was changed since.
    let unchanged_since_it_came = |draft: &Draft| draft.arrived_as == Some(draft.changed_at);
    let is_later = |one: &Draft, other: &Draft| one.changed_at.unix_ms() > other.changed_at.unix_ms();
    if theirs.arrived_as == Some(mine.changed_at) || (unchanged_since_it_came(mine) && is_later(theirs, mine)) {
        Standing::OlderHere
    } else if mine.arrived_as == Some(theirs.changed_at) || (unchanged_since_it_came(theirs) && is_later(mine, theirs))
    {
        Standing::NewerHere
    } else {
        Standing::BothChanged
    }
}

fn unreadable(path: &str) -> Option<Line> {
    let key = match Place::parse(path).ok()? {
        Place::Draft(id) => Key::Draft(id),
        Place::Sheet(id) => Key::Sheet(id),
        // Bytes and templates are counted with the draft or sheet that lacks them.
        _ => return None,
    };
    Some(Line {
        key,
        plate: String::new(),
        vehicle: String::new(),
        customer: String::new(),
        when: None,
        here: None,
        standing: Standing::Unreadable,
        files: 0,
        lacking: 0,
        new_files: 0,
    })
}
