//! Pages and their addresses.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use walkaround_contract::{Id, Step};

/// Every page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Board,
    /// The editor, at a step.
    Intake {
        id: Id,
        step: Step,
    },
    /// What the customer sees of an intake: marks, price, signature.
    Customer {
        id: Id,
        part: CustomerPart,
    },
    /// A signed sheet and its delivery.
    Sheet {
        id: Id,
    },
    /// Everything that is signed and where it is.
    Outbox,
    /// Whether the tablet may be put away, and what is still on it.
    EndOfShift,
    Settings,
    /// The shop's checklist.
    Templates,
    FirstStart,
}

/// The three parts of the customer's own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerPart {
    Marks,
    Price,
    Sign,
}

impl CustomerPart {
    fn as_str(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Price => "price",
            Self::Sign => "sign",
        }
    }
}

impl Page {
    /// The page's address.
    pub fn path(&self) -> String {
        match self {
            Self::Board => "/".into(),
            Self::Intake { id, step } => format!("/intake/{id}/{step}"),
            Self::Customer { id, part } => format!("/intake/{id}/customer/{}", part.as_str()),
            Self::Sheet { id } => format!("/sheet/{id}"),
            Self::Outbox => "/outbox".into(),
            Self::EndOfShift => "/end-of-shift".into(),
            Self::Settings => "/settings".into(),
            Self::Templates => "/settings/templates".into(),
            Self::FirstStart => "/start".into(),
        }
    }

    /// The page at an address; the board for one that is none.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let page = match parts.as_slice() {
            ["intake", id, "customer", part] => {
                let part = match *part {
                    "price" => CustomerPart::Price,
                    "sign" => CustomerPart::Sign,
                    _ => CustomerPart::Marks,
                };
                Id::parse_str(id).ok().map(|id| Self::Customer { id, part })
            }
            ["intake", id, step] => Id::parse_str(id).ok().map(|id| {
                let step = Step::from(*step);
                Self::Intake { id, step: if step.is_known() { step } else { Step::Welcome } }
            }),
            ["sheet", id] => Id::parse_str(id).ok().map(|id| Self::Sheet { id }),
            ["outbox"] => Some(Self::Outbox),
            ["end-of-shift"] => Some(Self::EndOfShift),
            ["settings"] => Some(Self::Settings),
            ["settings", "templates"] => Some(Self::Templates),
            ["start"] => Some(Self::FirstStart),
            _ => None,
        };
        page.unwrap_or(Self::Board)
    }
}

/// The page that the address names.
pub fn use_page() -> Memo<Page> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Page::parse(path)))
}

/// Goes to a page.
pub fn use_go() -> Callback<Page> {
    let navigate = use_navigate();
    Callback::new(move |page: Page| navigate(&page.path(), Default::default()))
}
