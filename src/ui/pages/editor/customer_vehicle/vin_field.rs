//! The VIN: normalised, read back in its three parts with position 9 underlined. A wrong check digit warns and never blocks; what the VIN
//! says about maker and year is offered, not forced.

use leptos::prelude::*;
use walkaround_contract::{GuidedShot, Timestamp};

use crate::domain::vin::{self, CheckDigit, VinProblem, VinReading};
use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{Hint, Icon, TextField};
use crate::ui::i18n::{I18n, Language, use_i18n};
use crate::ui::pages::editor::bindings::verbatim;
use crate::ui::pages::editor::camera::FieldShot;

/// Longest that is typed: 17 characters with spaces, hyphens or asterisks between and around them.
const TYPED: u32 = 40;

/// The VIN field with what was read from it.
#[component]
pub fn VinField() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let opened_at = draft.peek(|draft| draft.opened_at);
    let (bind, typing) = verbatim(draft.bind(
        |draft| draft.vehicle.vin.clone().unwrap_or_default(),
        |draft, typed: String| draft.vehicle.vin = Some(vin::normalise(&typed)).filter(|vin| !vin.is_empty()),
    ));
    let reading = Memo::new(move |_| vin::read(&bind.value.get(), opened_at));
    let hint = MaybeProp::derive(move || reading.with(|reading| hint(i18n, reading, typing.get())));
    view! {
        <div class="col g1">
            <TextField id=field::VIN label=t!(i18n, "vehicle.vin") bind=bind hint=hint input_class="vin" maxlength=TYPED />
            <ReadBack reading=reading />
            <Offer opened_at=opened_at />
            <FieldShot shot=GuidedShot::Vin />
        </div>
    }
}

/// World manufacturer, descriptor, indicator; position 9 is the last of the descriptor.
#[component]
fn ReadBack(reading: Memo<VinReading>) -> impl IntoView {
    move || {
        let reading = reading.get();
        reading.is_vin().then(|| {
            let wrong = matches!(reading.check_digit, Some(CheckDigit::Wrong { .. }));
            // A VIN is 17 ASCII characters, so bytes are characters.
            let vin = reading.text;
            view! {
                <p class="vin-text t3" translate="no" aria-hidden="true">
                    {vin[..3].to_owned()}" "{vin[3..8].to_owned()}<u class:bad=wrong>{vin[8..9].to_owned()}</u>" "{vin[9..].to_owned()}
                </p>
            }
        })
    }
}

/// What the VIN says beyond itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    make: Option<String>,
    year: Option<u16>,
    /// The draft says the same.
    taken: bool,
}

impl Said {
    fn of(draft: &Draft, opened_at: Timestamp) -> Self {
        let Some(vin) = &draft.vehicle.vin else { return Self::default() };
        let reading = vin::read(vin, opened_at);
        if !reading.is_vin() {
            return Self::default();
        }
        let make = reading.maker.map(|maker| match Language::from_tag(&draft.language) {
            Language::ZhCn => maker.zh.to_owned(),
            Language::En => maker.en.to_owned(),
        });
        let year = reading.model_year;
        let taken =
            (make.is_none() || make == draft.vehicle.make) && (year.is_none() || year == draft.vehicle.model_year);
        Self { make, year, taken }
    }

    fn text(&self) -> String {
        self.make.clone().into_iter().chain(self.year.map(|year| year.to_string())).collect::<Vec<_>>().join(" · ")
    }

    fn is_empty(&self) -> bool {
        self.make.is_none() && self.year.is_none()
    }
}

/// Maker and model year from the VIN, taken over by one tap.
#[component]
fn Offer(opened_at: Timestamp) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let said = draft.read(move |draft| Said::of(draft, opened_at));
    let take = move |_| {
        let Said { make, year, .. } = said.get_untracked();
        draft.edit(|draft| {
            draft.vehicle.make = make.or(draft.vehicle.make.take());
            draft.vehicle.model_year = year.or(draft.vehicle.model_year);
        });
        draft.save_now();
    };
    move || {
        let said = said.get();
        if said.is_empty() {
            None
        } else if said.taken {
            Some(view! { <p class="t1 c2">{i18n.fill("vehicle.vin_said", &[("said", said.text())])}</p> }.into_any())
        } else {
            let word = i18n.fill("vehicle.vin_offer", &[("said", said.text())]);
            Some(
                view! {
                    <button type="button" class="btn soft self-start" on:click=take>
                        <Icon name="wand-sparkles" class="i-m" />
                        <span>{word}</span>
                    </button>
                }
                .into_any(),
            )
        }
    }
}

fn hint(i18n: I18n, reading: &VinReading, typing: bool) -> Option<Hint> {
    if reading.text.is_empty() {
        return None;
    }
    // A wrong character is worth saying at once; that characters are missing only when the field is left.
    let wrong = reading
        .problems
        .iter()
        .find(|problem| !matches!(problem, VinProblem::Length { .. }))
        .or(reading.problems.first());
    Some(match (wrong, reading.check_digit) {
        (Some(VinProblem::ForbiddenLetter { position, letter }), _) => Hint::Warn(
            i18n.fill("vehicle.vin_letter", &[("position", position.to_string()), ("letter", letter.to_string())]),
        ),
        (Some(VinProblem::Character { position, character }), _) => Hint::Warn(i18n.fill(
            "vehicle.vin_character",
            &[("position", position.to_string()), ("character", character.to_string())],
        )),
        (Some(VinProblem::Length { found }), _) if typing && *found < vin::LENGTH => {
            Hint::Plain(i18n.fill("vehicle.vin_typing", &[("found", found.to_string())]))
        }
        (Some(VinProblem::Length { found }), _) => {
            Hint::Warn(i18n.fill("vehicle.vin_length", &[("found", found.to_string())]))
        }
        (None, Some(CheckDigit::Right)) => Hint::Good(i18n.text("vehicle.vin_right")),
        (None, Some(CheckDigit::Wrong { expected })) => {
            Hint::Warn(i18n.fill("vehicle.vin_wrong", &[("expected", expected.to_string())]))
        }
        (None, Some(CheckDigit::NotUsed) | None) => Hint::Plain(i18n.text("vehicle.vin_not_used")),
    })
}
