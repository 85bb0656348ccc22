//! Words on a photo: how much room they take, and how they are kept within it.
//!
//! Where lines break is in the words themselves, so that everybody who draws them breaks them alike, whatever their letters.

use walkaround_contract::{Annotation, AnnotationShape, INK_STROKE, INK_WIDTH};

use super::gesture::drawn;
use super::{FAR, Pen, Place};

/// Most characters that are taken. The contract's limit leaves room for the breaks that are put in.
pub const LONGEST_WORDS: u32 = 160;

/// Letters are so many times as high as a line is wide.
const EM: i64 = 6;

/// The most of the picture's width that a line of words takes.
const WIDEST: i64 = 9_400;

/// Words around a place, as near to it as they find room.
pub fn words_at(place: Place, words: &str, pen: &Pen) -> Option<Annotation> {
    let annotation = drawn(&AnnotationShape::Text, vec![place], pen);
    with_words(&annotation, words)
}

/// The same place with other words; nothing where there are none.
pub fn with_words(annotation: &Annotation, words: &str) -> Option<Annotation> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let mut annotation = annotation.clone();
    annotation.text = Some(broken(words, em(&annotation)));
    let (width, _) = extent(&annotation);
    let half = u16::try_from((width / 2).clamp(0, i64::from(FAR / 2))).unwrap_or(FAR / 2);
    if let Some(place) = annotation.points.first_mut() {
        place.0 = place.0.clamp(half, FAR - half);
    }
    Some(annotation)
}

/// About how wide and high words are, in the box that ink is drawn in.
pub(super) fn extent(annotation: &Annotation) -> (i64, i64) {
    let em = em(annotation);
    let text = annotation.text.as_deref().unwrap_or_default();
    let widest = text.lines().map(|line| line.chars().map(|letter| width_of(letter, em)).sum()).max().unwrap_or(0);
    let lines = i64::try_from(text.lines().count()).unwrap_or(i64::MAX).max(1);
    (widest, em * 12 / 10 * lines)
}

fn em(annotation: &Annotation) -> i64 {
    i64::from(annotation.stroke.unwrap_or(INK_STROKE)) * EM
}

/// About how wide a letter is: Chinese characters fill the em, Latin ones on average not much more than half of it.
fn width_of(letter: char, em: i64) -> i64 {
    if letter < '\u{1100}' { em * 56 / 100 } else { em }
}

/// Words with breaks where a line would be wider than the picture: at a space where there is one in the line, else at the letter.
fn broken(words: &str, em: i64) -> String {
    debug_assert!(WIDEST < i64::from(INK_WIDTH), "a line has to fit the picture");
    let mut lines = Vec::new();
    for line in words.lines() {
        let mut rest: Vec<char> = line.trim_end().chars().collect();
        loop {
            let mut width = 0;
            let fits = rest
                .iter()
                .take_while(|letter| {
                    width += width_of(**letter, em);
                    width <= WIDEST
                })
                .count()
                .max(1);
            if fits >= rest.len() {
                lines.push(rest.into_iter().collect::<String>());
                break;
            }
            let space = rest[..=fits].iter().rposition(|letter| *letter == ' ').filter(|space| *space > 0);
            let (end, next) = space.map_or((fits, fits), |space| (space, space + 1));
            let tail = rest.split_off(next);
            rest.truncate(end);
            lines.push(rest.into_iter().collect());
            rest = tail;
        }
    }
    lines.join("\n")
}
