//! What a shop may do with a catalogue. Some words are the shop's business (which accessories there are); others are answers that the
//! app itself understands (yes, no, not asked), and a word it did not know would be an answer nobody can act on.

/// What may be changed about a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogue {
    /// Words can be added, put in another order, switched off, and called something else.
    Open,
    /// As [`Catalogue::Open`], but no words can be added.
    Chosen,
    /// Words can be called something else.
    Worded,
}

/// Catalogues to which a shop can add words of its own.
const OPEN: [&str; 23] = [
    "accessory_kind",
    "action",
    "arrival_mode",
    "cabin_function",
    "channel",
    "consent_kind",
    "damage_kind",
    "guided_shot",
    "inaccessible_reason",
    "interior_area",
    "interior_condition",
    "payer",
    "place",
    "port_condition",
    "relation",
    "road",
    "salutation",
    "skip_reason",
    "station",
    "symptom",
    "warning_lamp",
    "weather",
    "work_kind",
];

/// Catalogues of which a shop can choose what is offered.
const CHOSEN: [&str; 11] = [
    "above_deviation",
    "body_type",
    "file_field",
    "frequency",
    "powertrain",
    "reproduced",
    "since",
    "size_class",
    "speed_range",
    "warranty_state",
    "when_state",
];

impl Catalogue {
    /// What may be changed about a catalogue. Of one this version does not know: anything.
    pub fn of(name: &str) -> Self {
        let is_shipped = super::Template::standard().catalogues.contains_key(name);
        if OPEN.contains(&name) || !is_shipped {
            Self::Open
        } else if CHOSEN.contains(&name) {
            Self::Chosen
        } else {
            Self::Worded
        }
    }

    /// Whether words of the shop's own may be added.
    pub fn may_grow(self) -> bool {
        self == Self::Open
    }

    /// Whether words may be switched off and put in another order.
    pub fn may_be_chosen(self) -> bool {
        self != Self::Worded
    }
}

/// Whether a word is a shop's own: `x_…`.
pub fn is_own_word(word: &str) -> bool {
    word.starts_with("x_")
}
