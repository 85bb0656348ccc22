//! From the taps of a concern to one sentence that a technician can act on.
//!
//! Invariant: the sentence says nothing that was not tapped or typed, and stands beside the customer's own words, never in their place.

use walkaround_contract::{Concern, Conditions, Frequency, Localized, Since, Symptom, Template, WhenState};

/// Languages in which sentences are kept on the sheet.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// True for words that stand for a tap; the screen underlines them.
    pub from_tap: bool,
}

/// The sentence in a language, piece by piece; empty while nothing was tapped. Chinese for `zh…`, else English.
pub fn compose(concern: &Concern, template: &Template, language: &str) -> Vec<Piece> {
    let words = Words::new(concern, template, language);
    let mut sentence = Sentence::default();
    if language.starts_with("zh") {
        chinese(&words, &mut sentence)
    } else {
        english(&words, &mut sentence)
    }
    sentence.finish(!language.starts_with("zh"))
}

/// The sentence in a language as plain text.
pub fn compose_text(concern: &Concern, template: &Template, language: &str) -> String {
    compose(concern, template, language).into_iter().map(|piece| piece.text).collect()
}

/// Writes the sentence in every language onto the concern. Texts in other languages stay.
pub fn refresh_sentences(concern: &mut Concern, template: &Template) {
    let others = concern.sentences.iter().filter(|sentence| !LANGUAGES.contains(&sentence.language.as_str())).cloned();
    let ours = LANGUAGES.iter().filter_map(|language| {
        let text = compose_text(concern, template, language);
        (!text.is_empty()).then(|| Localized { language: (*language).to_owned(), text, extra: Default::default() })
    });
    concern.sentences = ours.chain(others).collect();
}

/// The words of a concern in one language, as the template puts them within a sentence.
struct Words<'a> {
    symptom: Option<&'a str>,
    places: Vec<&'a str>,
    /// Temperature; not there for "cold or warm", which Chinese puts elsewhere.
    when: Option<&'a str>,
    whenever: Option<&'a str>,
    circumstances: Vec<&'a str>,
    frequency: Option<&'a str>,
    since: Option<String>,
    /// Whether a lamp was lit; not asked where the lamp is the symptom.
    lamp: Option<bool>,
    reproduced: Option<&'a str>,
    earlier: Option<&'a str>,
}

impl<'a> Words<'a> {
    fn new(concern: &'a Concern, template: &'a Template, language: &'a str) -> Self {
        let Conditions {
            when,
            speed,
            road,
            action,
            weather,
            frequency,
            since,
            lamp_shown,
            reproduced,
            earlier_attempts,
            ..
        } = &concern.conditions;
        let phrase = |catalogue, word: &'a str| template.sentence(catalogue, word, language);
        let mut circumstances: Vec<&str> = speed.iter().map(|word| phrase("speed_range", word.as_str())).collect();
        circumstances.extend(action.iter().map(|word| phrase("action", word.as_str())));
        circumstances.extend(road.iter().map(|word| phrase("road", word.as_str())));
        circumstances.extend(weather.iter().map(|word| phrase("weather", word.as_str())));
        let when_phrase = when.as_ref().map(|word| phrase("when_state", word.as_str()));
        let always = *when == Some(WhenState::Always);
        let once = *frequency == Some(Frequency::Once);
        Self {
            symptom: concern.symptom.as_ref().map(|word| phrase("symptom", word.as_str())),
            places: concern.places.iter().map(|word| phrase("place", word.as_str())).collect(),
            when: when_phrase.filter(|_| !always),
            whenever: when_phrase.filter(|_| always),
            circumstances,
            frequency: frequency.as_ref().map(|word| phrase("frequency", word.as_str())),
            since: since.as_ref().map(|word| {
                let lasting = phrase("since", word.as_str());
                if once { ago(word, lasting, language) } else { lasting.to_owned() }
            }),
            lamp: lamp_shown.filter(|_| concern.symptom != Some(Symptom::WarningLamp)),
            reproduced: reproduced.as_ref().map(|word| phrase("reproduced", word.as_str())),
            earlier: earlier_attempts.as_deref().map(str::trim).filter(|text| !text.is_empty()),
        }
    }
}

/// "For two weeks" becomes "two weeks ago" for something that happened once.
fn ago(since: &Since, lasting: &str, language: &str) -> String {
    match (language.starts_with("zh"), since) {
        (_, Since::Unlisted(_)) => lasting.to_owned(),
        (true, Since::Today) => "就在今天".to_owned(),
        (true, _) => format!("{lasting}前"),
        (false, Since::Today) => "today".to_owned(),
        (false, _) => format!("{} ago", lasting.strip_prefix("for ").unwrap_or(lasting)),
    }
}

/// `Noise at front right: cold, below 20 km/h, on rough road; often, for about two weeks. Reproduced at reception.`
fn english(words: &Words, sentence: &mut Sentence) {
    sentence.tap_opt(words.symptom);
    sentence.list(if words.symptom.is_some() { " " } else { "" }, &words.places, " and ");
    let head = !sentence.is_empty();
    let details: Vec<&str> =
        words.when.into_iter().chain(words.whenever).chain(words.circumstances.iter().copied()).collect();
    sentence.list(if head { ": " } else { "" }, &details, ", ");
    let course: Vec<&str> = words.frequency.into_iter().chain(words.since.as_deref()).collect();
    let before = if !details.is_empty() {
        "; "
    } else if head {
        ": "
    } else {
        ""
    };
    sentence.list(before, &course, ", ");
    sentence.stop(". ");
    match words.lamp {
        Some(true) => sentence.tap("A warning lamp was lit"),
        Some(false) => sentence.tap("No warning lamp"),
        None => {}
    }
    sentence.stop(". ");
    sentence.tap_opt(words.reproduced);
    sentence.stop(". ");
    if let Some(earlier) = words.earlier {
        sentence.plain("Tried before: ");
        sentence.plain(earlier);
        sentence.stop_unless_ended(". ", &['.', '!', '?', '…']);
    }
}

/// `右前部异响：冷车、20 km/h 以下、颠簸路面时出现，经常发生，约两周。接车时已复现。`
fn chinese(words: &Words, sentence: &mut Sentence) {
    sentence.list("", &words.places, "和");
    sentence.tap_opt(words.symptom);
    let head = !sentence.is_empty();
    let details: Vec<&str> = words.when.into_iter().chain(words.circumstances.iter().copied()).collect();
    sentence.list(if head { "：" } else { "" }, &details, "、");
    match (words.whenever, details.is_empty()) {
        (Some(whenever), empty) => {
            sentence.plain(match (empty, head) {
                (false, _) => "时，",
                (true, true) => "：",
                (true, false) => "",
            });
            sentence.tap(whenever);
            sentence.plain("会出现");
        }
        (None, false) => sentence.plain("时出现"),
        (None, true) => {}
    }
    let course: Vec<&str> = words.frequency.into_iter().chain(words.since.as_deref()).collect();
    let before = if !details.is_empty() || words.whenever.is_some() {
        "，"
    } else if head {
        "："
    } else {
        ""
    };
    sentence.list(before, &course, "，");
    sentence.stop("。");
    match words.lamp {
        Some(true) => sentence.tap("当时有故障灯亮"),
        Some(false) => sentence.tap("没有亮灯"),
        None => {}
    }
    sentence.stop("。");
    sentence.tap_opt(words.reproduced);
    sentence.stop("。");
    if let Some(earlier) = words.earlier {
        sentence.plain("之前处理过：");
        sentence.plain(earlier);
        sentence.stop_unless_ended("。", &['。', '！', '？', '…', '.']);
    }
}

/// Pieces being put together. A full stop is only set after words.
#[derive(Default)]
struct Sentence {
    pieces: Vec<Piece>,
    stopped: bool,
}

impl Sentence {
    fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    fn push(&mut self, text: &str, from_tap: bool) {
        if text.is_empty() {
            return;
        }
        self.stopped = false;
        match self.pieces.last_mut() {
            Some(last) if !last.from_tap && !from_tap => last.text.push_str(text),
            _ => self.pieces.push(Piece { text: text.to_owned(), from_tap }),
        }
    }

    fn tap(&mut self, text: &str) {
        self.push(text, true);
    }

    fn tap_opt(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            self.tap(text);
        }
    }

    fn plain(&mut self, text: &str) {
        self.push(text, false);
    }

    fn list(&mut self, before: &str, items: &[&str], between: &str) {
        for (index, item) in items.iter().enumerate() {
            self.plain(if index == 0 { before } else { between });
            self.tap(item);
        }
    }

    fn stop(&mut self, mark: &str) {
        if !self.is_empty() && !self.stopped {
            self.plain(mark);
            self.stopped = true;
        }
    }

    fn stop_unless_ended(&mut self, mark: &str, ends: &[char]) {
        if !self.pieces.last().is_some_and(|last| last.text.ends_with(ends)) {
            self.stop(mark);
        }
    }

    /// Without the space after the last stop; in English each sentence begins with a capital.
    fn finish(mut self, capitals: bool) -> Vec<Piece> {
        if let Some(last) = self.pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        self.pieces.retain(|piece| !piece.text.is_empty());
        if capitals && let Some(first) = self.pieces.first_mut() {
            let mut characters = first.text.chars();
            if let Some(letter) = characters.next() {
                first.text = letter.to_uppercase().chain(characters).collect();
            }
        }
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use walkaround_contract::{Action, Id, Place, Reproduced, Road, SpeedRange, Weather};

    fn concern(symptom: Option<Symptom>, places: &[Place], conditions: Conditions) -> Concern {
        Concern {
            id: Id::nil(),
            words: "clunk".into(),
            symptom,
            places: places.to_vec(),
            conditions,
            sentences: Vec::new(),
            attachments: Vec::new(),
            extra: Default::default(),
        }
    }

    fn check(concern: &Concern, zh: &str, en: &str) {
        assert_eq!(compose_text(concern, Template::standard(), "zh-CN"), zh);
        assert_eq!(compose_text(concern, Template::standard(), "en"), en);
    }

    #[test]
    fn the_sentence_of_the_mock_up() {
        let noise = concern(
            Some(Symptom::Noise),
            &[Place::FrontRight],
            Conditions {
                when: Some(WhenState::Cold),
                speed: vec![SpeedRange::Below20],
                road: vec![Road::Rough],
                frequency: Some(Frequency::Often),
                since: Some(Since::Weeks),
                reproduced: Some(Reproduced::Yes),
                ..Default::default()
            },
        );
        check(
            &noise,
            "右前部异响：冷车、20 km/h 以下、颠簸路面时出现，经常发生，约两周。接车时已复现。",
            "Noise at front right: cold, below 20 km/h, on rough road; often, for about two weeks. Reproduced at reception.",
        );
        let taps: Vec<String> = compose(&noise, Template::standard(), "en")
            .into_iter()
            .filter(|piece| piece.from_tap)
            .map(|piece| piece.text)
            .collect();
        assert_eq!(
            taps,
            [
                "Noise",
                "at front right",
                "cold",
                "below 20 km/h",
                "on rough road",
                "often",
                "for about two weeks",
                "Reproduced at reception"
            ]
        );
    }

    #[test]
    fn parts_may_be_missing() {
        check(&concern(None, &[], Conditions::default()), "", "");
        check(&concern(Some(Symptom::Leak), &[], Conditions::default()), "漏液。", "Leak.");
        check(
            &concern(None, &[Place::Underneath, Place::Rear], Conditions::default()),
            "底部和后部。",
            "Underneath and at the rear.",
        );
        check(
            &concern(None, &[], Conditions { action: vec![Action::Braking], ..Default::default() }),
            "刹车时出现。",
            "When braking.",
        );
        check(
            &concern(
                Some(Symptom::Vibration),
                &[],
                Conditions { when: Some(WhenState::Always), speed: vec![SpeedRange::Above100], ..Default::default() },
            ),
            "抖动：100 km/h 以上时，冷热车都会出现。",
            "Vibration: cold or warm, above 100 km/h.",
        );
        check(
            &concern(
                Some(Symptom::Vibration),
                &[],
                Conditions { when: Some(WhenState::Always), frequency: Some(Frequency::Always), ..Default::default() },
            ),
            "抖动：冷热车都会出现，每次都有。",
            "Vibration: cold or warm; always.",
        );
        check(
            &concern(None, &[], Conditions { frequency: Some(Frequency::Often), ..Default::default() }),
            "经常发生。",
            "Often.",
        );
        check(
            &concern(
                Some(Symptom::Stall),
                &[],
                Conditions {
                    frequency: Some(Frequency::Once),
                    since: Some(Since::Week),
                    lamp_shown: Some(true),
                    earlier_attempts: Some(" spark plugs replaced ".into()),
                    weather: vec![Weather::Rain],
                    ..Default::default()
                },
            ),
            "熄火：雨天时出现，只发生过一次，约一周前。当时有故障灯亮。之前处理过：spark plugs replaced。",
            "Engine stalls: in rain; once, about a week ago. A warning lamp was lit. Tried before: spark plugs replaced.",
        );
        // The lamp is the symptom: nothing to add.
        check(
            &concern(Some(Symptom::WarningLamp), &[], Conditions { lamp_shown: Some(true), ..Default::default() }),
            "故障灯亮。",
            "Warning lamp lit.",
        );
        // A word of a newer version stands as it came.
        check(&concern(Some(Symptom::Unlisted("x_hum".into())), &[], Conditions::default()), "x_hum。", "X_hum.");
    }

    #[test]
    fn sentences_are_kept_in_both_languages_and_others_stay() {
        let mut leak = concern(Some(Symptom::Leak), &[], Conditions::default());
        leak.sentences.push(Localized { language: "de".into(), text: "Leck.".into(), extra: Default::default() });
        refresh_sentences(&mut leak, Template::standard());
        refresh_sentences(&mut leak, Template::standard());
        let kept: Vec<_> =
            leak.sentences.iter().map(|sentence| (sentence.language.as_str(), sentence.text.as_str())).collect();
        assert_eq!(kept, [("zh-CN", "漏液。"), ("en", "Leak."), ("de", "Leck.")]);
        leak.symptom = None;
        refresh_sentences(&mut leak, Template::standard());
        assert_eq!(leak.sentences.len(), 1);
    }

    fn some_of<T: Clone + std::fmt::Debug + 'static>(known: &'static [T]) -> impl Strategy<Value = Vec<T>> {
        proptest::sample::subsequence(known, 0..=known.len())
    }

    proptest! {
        #[test]
        fn every_combination_of_taps_makes_whole_sentences(
            symptom in proptest::option::of(proptest::sample::select(Symptom::KNOWN)),
            places in some_of(Place::KNOWN),
            when in proptest::option::of(proptest::sample::select(WhenState::KNOWN)),
            speed in some_of(SpeedRange::KNOWN),
            road in some_of(Road::KNOWN),
            action in some_of(Action::KNOWN),
            frequency in proptest::option::of(proptest::sample::select(Frequency::KNOWN)),
            since in proptest::option::of(proptest::sample::select(Since::KNOWN)),
            lamp_shown in any::<Option<bool>>(),
            reproduced in proptest::option::of(proptest::sample::select(Reproduced::KNOWN)),
            earlier_attempts in proptest::option::of(".{0,20}"),
        ) {
            let conditions = Conditions { when, speed, road, action, frequency, since, lamp_shown, reproduced, earlier_attempts, ..Default::default() };
            let concern = concern(symptom, &places, conditions);
            for language in LANGUAGES {
                let text = compose_text(&concern, Template::standard(), language);
                let typed = concern.conditions.earlier_attempts.is_some();
                for broken in ["  ", "..", "。。", "：，", "：。", ": ;", ", ;", "，，", " .", ",."] {
                    prop_assert!(typed || !text.contains(broken), "{text}");
                }
                prop_assert!(text.is_empty() || typed || text.ends_with(['.', '。']), "{text}");
                for piece in compose(&concern, Template::standard(), language) {
                    prop_assert!(!piece.text.is_empty());
                }
            }
        }
    }
}
