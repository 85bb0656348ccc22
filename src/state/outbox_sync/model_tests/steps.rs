//! What may happen to the tablet, its network and its backend, and how often.

use proptest::prelude::*;

/// What becomes of one request.
#[derive(Clone, Debug)]
pub enum Fate {
    Good,
    /// Lost on the way there.
    LostBefore,
    /// The backend acts, its answer is lost.
    LostAfter,
    /// The tablet gives up, and the request arrives at some later time.
    Late,
    /// Arrives twice; the tablet gets the second answer.
    Twice,
    /// A status, with or without having acted.
    Status {
        status: u16,
        acted: bool,
        retry_after: Option<String>,
    },
    /// A captive portal.
    Page,
    /// The backend acts, its answer is cut off in the middle but looks whole to the tablet.
    CutBody,
}

/// What happens next.
#[derive(Clone, Debug)]
pub enum Step {
    Seal {
        photos: u8,
    },
    /// A run that meets these fates, dies after so many waits if it has not ended by then, and finds the disk failing once after so much
    /// progress.
    Run {
        fates: Vec<Fate>,
        dies_after: Option<u8>,
        disk_fails_after: Option<u8>,
    },
    /// Two windows want to send at once and go on by turns, with the locks of the browser or without; the first one may die after so many
    /// waits.
    TwoWindows {
        fates: Vec<Fate>,
        turns: Vec<bool>,
        first_dies_after: Option<u8>,
        locks: bool,
    },
    Pass {
        ms: i64,
    },
    ClockJumps {
        ms: i64,
    },
    /// A delayed request arrives.
    Arrives,
    /// The advisor enters the token again, or presses "Try again" on everything that needs attention.
    AdvisorLooks,
    /// The advisor stops the sheets that wait.
    KeepsBack,
    /// The tablet is shown again, or says that there is a network.
    HintsAtANetwork,
    Restart,
}

fn fate() -> impl Strategy<Value = Fate> {
    let status =
        prop::sample::select(vec![400_u16, 401, 403, 404, 408, 409, 413, 422, 425, 429, 500, 502, 503, 504, 599]);
    let patience = prop::option::weighted(0.3, prop::sample::select(vec!["0", "3", "120", "999999999999", "soon"]));
    prop_oneof![
        6 => Just(Fate::Good),
        2 => Just(Fate::LostBefore),
        2 => Just(Fate::LostAfter),
        1 => Just(Fate::Late),
        1 => Just(Fate::Twice),
        3 => (status, any::<bool>(), patience)
            .prop_map(|(status, acted, wait)| Fate::Status { status, acted, retry_after: wait.map(str::to_owned) }),
        1 => Just(Fate::Page),
        1 => Just(Fate::CutBody),
    ]
}

/// Any of it.
pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0_u8..4).prop_map(|photos| Step::Seal { photos }),
        8 => (
            prop::collection::vec(fate(), 0..8),
            prop::option::weighted(0.3, 0_u8..12),
            prop::option::weighted(0.2, 0_u8..8),
        )
            .prop_map(|(fates, dies_after, disk_fails_after)| Step::Run { fates, dies_after, disk_fails_after }),
        3 => (
            prop::collection::vec(fate(), 0..10),
            prop::collection::vec(any::<bool>(), 1..12),
            prop::option::weighted(0.4, 0_u8..12),
            any::<bool>(),
        )
            .prop_map(|(fates, turns, first_dies_after, locks)| Step::TwoWindows { fates, turns, first_dies_after, locks }),
        5 => (0_i64..400_000).prop_map(|ms| Step::Pass { ms }),
        1 => (-3_000_000_000_i64..3_000_000_000).prop_map(|ms| Step::ClockJumps { ms }),
        1 => Just(Step::Arrives),
        1 => Just(Step::AdvisorLooks),
        1 => Just(Step::KeepsBack),
        2 => Just(Step::HintsAtANetwork),
        1 => Just(Step::Restart),
    ]
}
