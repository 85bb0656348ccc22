//! The table, and whether the promise holds.

use std::collections::BTreeMap;
use std::fmt;

use super::interact::Action;
use super::probe::Cost;

/// A full draft may cost so much more than an empty one.
const MOST_RATIO: f64 = 1.3;
/// And so many milliseconds, 95 times of 100.
const MOST_MS: f64 = 50.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    Empty,
    Full,
    /// No draft and no app: what a tap costs on any page.
    Bare,
}

/// Every measurement.
#[derive(Default)]
pub struct Report {
    costs: BTreeMap<(Action, Which), Vec<Cost>>,
    /// By the clock, in ms.
    felt: BTreeMap<(Action, Which), Vec<f64>>,
}

impl Report {
    pub fn add(&mut self, which: Which, action: Action, cost: Cost) {
        self.costs.entry((action, which)).or_default().push(cost);
    }

    /// How long it took by the clock, if the browser told.
    pub fn add_felt(&mut self, which: Which, action: Action, cost: Cost) {
        self.felt.entry((action, which)).or_default().extend(cost.felt);
    }

    /// Whether every interaction keeps to both limits.
    pub fn holds(&self) -> bool {
        Action::ALL.into_iter().all(|action| self.holds_for(action))
    }

    fn holds_for(&self, action: Action) -> bool {
        // What was never measured has not been shown to hold.
        let measured = [Which::Empty, Which::Full].iter().all(|which| !self.sums(action, *which).is_empty());
        measured && self.ratio(action) <= MOST_RATIO && percentile(&self.sums(action, Which::Full), 95) < MOST_MS
    }

    /// Between the medians: an outlier of either says nothing about marks and photos.
    fn ratio(&self, action: Action) -> f64 {
        percentile(&self.sums(action, Which::Full), 50) / percentile(&self.sums(action, Which::Empty), 50)
    }

    fn sums(&self, action: Action, which: Which) -> Vec<f64> {
        self.parts(action, which, |cost| cost.all)
    }

    /// In ascending order, less what measuring costs.
    fn parts(&self, action: Action, which: Which, part: fn(&Cost) -> f64) -> Vec<f64> {
        let measured = |action| {
            let costs = self.costs.get(&(action, which)).map(Vec::as_slice).unwrap_or_default();
            let mut parts: Vec<f64> = costs.iter().map(part).collect();
            parts.sort_by(f64::total_cmp);
            parts
        };
        let own = percentile(&measured(Action::Nothing), 50);
        let less = if action == Action::Nothing { 0.0 } else { own };
        measured(action).into_iter().map(|cost| (cost - less).max(0.0)).collect()
    }
}

impl Report {
    /// Where the browser told of it on both drafts.
    fn write_felt(&self, f: &mut fmt::Formatter<'_>, action: Action) -> fmt::Result {
        let sorted = |which| {
            let mut felt = self.felt.get(&(action, which)).cloned().unwrap_or_default();
            felt.sort_by(f64::total_cmp);
            felt
        };
        let (empty, full) = (sorted(Which::Empty), sorted(Which::Full));
        if empty.is_empty() || full.is_empty() {
            return Ok(());
        }
        let [empty, full] = [empty, full].map(|felt| {
            format!("{:.0} (p50), {:.0} (p95, n {})", percentile(&felt, 50), percentile(&felt, 95), felt.len())
        });
        writeln!(f, "By the clock until it is shown, {}: empty {empty}; full {full}", action.name())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nProcessor time of the page's thread, in ms, slowed {} times", super::SLOWER)?;
        let head = ["p50", "p95", "script", "layout"];
        write!(f, "{:<34}", "")?;
        for column in
            head.iter().map(|part| format!("empty {part}")).chain(head.iter().map(|part| format!("full {part}")))
        {
            write!(f, "{column:>15}")?;
        }
        writeln!(f, "{:>8}{:>8}", "ratio", "n")?;
        for action in std::iter::once(Action::Nothing).chain(Action::ALL) {
            write!(f, "{:<34}", action.name())?;
            for which in [Which::Empty, Which::Full] {
                let sums = self.sums(action, which);
                let middle = |part| percentile(&self.parts(action, which, part), 50);
                for value in [
                    percentile(&sums, 50),
                    percentile(&sums, 95),
                    middle(|cost| cost.script),
                    middle(|cost| cost.layout),
                ] {
                    write!(f, "{value:>15.1}")?;
                }
            }
            if action == Action::Nothing {
                writeln!(f)?;
                continue;
            }
            let verdict = if self.holds_for(action) { "" } else { "  too much" };
            writeln!(f, "{:>8.2}{:>8}{verdict}", self.ratio(action), self.sums(action, Which::Full).len())?;
        }
        let bare = self.sums(Action::TapPanel, Which::Bare);
        writeln!(
            f,
            "Of that a tap on a page with nothing but a button costs {:.1} (p50), {:.1} (p95)",
            percentile(&bare, 50),
            percentile(&bare, 95)
        )?;
        for action in Action::ALL {
            self.write_felt(f, action)?;
        }
        let verdict = if self.holds() { "holds" } else { "does not hold" };
        writeln!(
            f,
            "200 marks and 100 photos at most {MOST_RATIO} times an empty draft and below {MOST_MS} ms (p95): {verdict}"
        )
    }
}

/// The smallest value that so many of a hundred do not exceed; of none, no number.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
