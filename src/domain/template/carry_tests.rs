//! Wherever a finger goes, a line lands where it may, and the list stays whole.

use std::ops::RangeInclusive;

use proptest::prelude::*;

use super::{Carry, Span, scrolls_by};

fn spans(heights: &[f64]) -> Vec<Span> {
    let mut top = 0.0;
    let stack = |height: &f64| {
        let span = Span { top, height: *height };
        top += height;
        span
    };
    heights.iter().map(stack).collect()
}

fn carry(heights: &[f64], from: usize, reach: RangeInclusive<usize>) -> Carry {
    Carry::begin(spans(heights), from, reach).expect("it can be carried")
}

#[test]
fn a_line_passes_another_at_its_middle() {
    let carry = carry(&[64.0; 4], 1, 0..=3);
    assert_eq!([0.0, 32.0, 33.0, 96.0, 97.0, 1_000.0].map(|by| carry.lands(by)), [1, 1, 2, 2, 3, 3]);
    assert_eq!([-32.0, -33.0, -1_000.0].map(|by| carry.lands(by)), [1, 0, 0]);
    assert_eq!([-1_000.0, -10.0, 1_000.0].map(|by| carry.held(by)), [-64.0, -10.0, 128.0]);
}

#[test]
fn a_high_line_and_a_low_one_change_places() {
    // The names of the first line are open.
    let carry = carry(&[300.0, 60.0, 60.0], 0, 0..=2);
    assert_eq!([29.0, 31.0, 91.0].map(|by| carry.lands(by)), [0, 1, 2]);
    assert_eq!(carry.gap(1), Span { top: 60.0, height: 300.0 });
    assert_eq!([0, 1, 2].map(|line| carry.gives_way(line, 1)), [0.0, -300.0, 0.0]);
}

#[test]
fn what_has_nowhere_to_go_is_not_taken_up() {
    let lines = spans(&[64.0; 3]);
    assert_eq!(Carry::begin(lines.clone(), 2, 2..=2), None, "the signatures");
    assert_eq!(Carry::begin(lines.clone(), 0, 0..=3), None, "a list that is not shown whole");
    assert_eq!(Carry::begin(lines, 2, 0..=1), None, "a line that is switched in from the shipped list");
}

#[test]
fn a_list_scrolls_at_its_edges_as_long_as_there_is_more_of_it() {
    let sight = Span { top: 100.0, height: 600.0 };
    let long = Span { top: -500.0, height: 2_000.0 };
    let at = |finger| scrolls_by(finger, sight, long);
    assert_eq!([at(180.0), at(400.0), at(620.0)], [0.0; 3]);
    assert_eq!([at(100.0), at(-50.0), at(700.0), at(2_000.0)], [-14.0, -14.0, 14.0, 14.0]);
    assert!(at(150.0) > at(120.0) && at(150.0) < 0.0 && at(640.0) < at(690.0));
    let whole = Span { top: 100.0, height: 600.0 };
    assert_eq!([100.0, 700.0].map(|finger| scrolls_by(finger, sight, whole)), [0.0; 2], "all of it is in sight");
    assert_eq!(scrolls_by(10.0, Span { top: 10.0, height: 0.0 }, long), 0.0, "nothing is in sight");
    let carry = carry(&[60.0, 80.0, 100.0, 60.0], 1, 1..=2);
    assert_eq!(carry.stretch(), Span { top: 60.0, height: 180.0 });
}

proptest! {
    #[test]
    fn the_list_stays_whole(
        heights in prop::collection::vec(48.0..400.0_f64, 2..12),
        (from, first, last) in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        by in -3_000.0..3_000.0_f64,
        further in 0.0..500.0_f64,
    ) {
        let count = heights.len();
        let from = from.index(count);
        let reach = first.index(from + 1)..=from + last.index(count - from);
        let Some(carry) = Carry::begin(spans(&heights), from, reach.clone()) else {
            prop_assert_eq!(reach.start(), reach.end());
            return Ok(());
        };
        prop_assert_eq!(carry.lands(0.0), from);
        let place = carry.lands(by);
        prop_assert!(reach.contains(&place));
        prop_assert!(carry.lands(by + further) >= place, "further down is never further up");

        let mut shown: Vec<Span> = spans(&heights);
        for (line, span) in shown.iter_mut().enumerate() {
            span.top += carry.gives_way(line, place);
        }
        shown[from] = carry.gap(place);
        shown.sort_by(|one, other| one.top.total_cmp(&other.top));
        let mut top = 0.0;
        for span in &shown {
            prop_assert!((span.top - top).abs() < 1e-6, "{shown:?}");
            top += span.height;
        }
        prop_assert_eq!(shown[place].height, heights[from]);
    }
}
