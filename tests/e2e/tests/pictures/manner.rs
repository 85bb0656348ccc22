//! How a page is looked at: its language, its theme, which way the tablet is held.

use walkaround_e2e::Look;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Index into the gallery's languages.
    pub language: usize,
    pub dark: bool,
}

impl Manner {
    /// English light first, as the test's own words are English.
    pub const ALL: [Self; 4] = [
        Self { language: 0, dark: false },
        Self { language: 0, dark: true },
        Self { language: 1, dark: true },
        Self { language: 1, dark: false },
    ];

    pub fn theme(self) -> &'static str {
        if self.dark { "dark" } else { "light" }
    }
}

/// Both ways to hold a tablet, one that shows everything larger, and a phone.
pub const HELD: [(&str, Look); 4] = [
    ("landscape", Look::LANDSCAPE),
    ("portrait", Look::PORTRAIT),
    ("enlarged", Look::ENLARGED),
    ("phone", Look::PHONE),
];

/// Which of the manners a page is seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    All,
    /// One, that of the page's place among the pages.
    One,
}

impl Choice {
    pub fn asked_for() -> Self {
        if std::env::var("WALKAROUND_PICTURES").is_ok_and(|choice| choice == "all") { Self::All } else { Self::One }
    }

    /// Whether the page of this place is seen in the manner and the holding of these places.
    pub fn has(self, page: usize, manner: usize, held: usize) -> bool {
        self == Self::All || page % (Manner::ALL.len() * HELD.len()) == manner * HELD.len() + held
    }
}
