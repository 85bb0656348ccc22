//! Drafts for tests: one that is complete, and any number of ways to spoil it.

use proptest::prelude::*;
use walkaround_contract::*;

use super::draft::{Draft, Review};
use super::outbox::SheetRecord;
use super::settings::Settings;
use super::walkaround::{MarkPlace, PhotoTarget};
use super::{plate, to_sheet, vin};

pub const NOW_MS: i64 = 1_800_000_000_000;

pub fn template() -> &'static Template {
    Template::standard()
}

/// A moment so many minutes after the draft was opened.
pub fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_unix_ms(NOW_MS + minutes * 60_000, 480).expect("in range")
}

pub fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.shop.name = "申江汽车 · 浦东店".into();
    settings.advisor.name = "周敏".into();
    settings.device.id = id(9_000);
    settings
}

pub fn open_draft() -> Draft {
    Draft::open(id(1), id(2), minute(0), &settings(), template().reference().expect("canonical"))
}

pub fn concern(number: u128, words: &str) -> Concern {
    Concern {
        id: id(number),
        words: words.into(),
        symptom: Some(Symptom::Noise),
        places: vec![Place::FrontRight],
        conditions: Conditions::default(),
        sentences: Vec::new(),
        attachments: Vec::new(),
        extra: Default::default(),
    }
}

pub fn line(number: u128, description: &str, price: i64) -> WorkLine {
    WorkLine {
        id: id(number),
        description: description.into(),
        parts: Vec::new(),
        payer: Payer::Customer,
        labour_minutes: Some(60),
        price: Some(price),
        tax_mode: TaxMode::Included,
        tax_basis_points: Some(1300),
        extra: Default::default(),
    }
}

pub fn photo(number: u128, role: AttachmentRole) -> Attachment {
    Attachment {
        id: id(number),
        role,
        media_type: "image/jpeg".into(),
        byte_length: 3,
        sha256: format!("{number:064x}"),
        width: Some(1600),
        height: Some(1200),
        captured_at: Some(minute(2)),
        duration_ms: None,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    }
}

/// The car of the mock-ups, with everything entered and nothing signed.
pub fn complete_draft() -> Draft {
    let mut draft = open_draft();
    draft.enter_step(Step::Welcome, minute(0));
    draft.arrival.mode = Some(ArrivalMode::Driven);
    draft.arrival.booking = Some(Booking::Appointment);
    draft.arrival.covers =
        Some(Covers { seat: true, steering_wheel: true, floor_mat: true, extra: Default::default() });
    draft.enter_step(Step::CustomerAndVehicle, minute(1));
    draft.customer.owner.name = Some("陈建国".into());
    draft.customer.owner.phones = vec!["13816422716".into()];
    draft.vehicle.plate = plate::read("沪AD12345").to_plate();
    draft.vehicle.vin = Some("LGXC76C4XP0123487".into());
    draft.vehicle.make = Some("比亚迪".into());
    draft.vehicle.model = Some("汉 EV".into());
    draft.vehicle.model_year = Some(2023);
    draft.vehicle.powertrain = Some(Powertrain::BatteryElectric);
    draft.vehicle.odometer = Some(Distance { value: 38_412, unit: DistanceUnit::Km, extra: Default::default() });
    draft.choose_body(BodyType::Sedan, "r1", template());
    draft.enter_step(Step::Concerns, minute(2));
    draft.concerns.push(concern(10, "过减速带的时候右前轮那边咯噔咯噔响"));
    draft.enter_step(Step::Walkaround, minute(3));
    for station in draft.stations(template()) {
        draft.rest_no_damage(&station, template());
    }
    let place = MarkPlace::on_drawing(Station::DriverSideRear, "door_rear_left", View::Left, 4_000, 5_000);
    draft.place_mark(id(20), place, DamageKind::Scratch, 2, Some(SizeClass::From5To15Cm));
    draft.attach_photo(photo(30, AttachmentRole::Other), PhotoTarget::Mark(id(20)));
    draft.enter_step(Step::Cabin, minute(5));
    draft.vehicle.charge_percent = Some(62);
    draft.cabin.lamps_checked = true;
    draft.cabin.functions = vec![FunctionAnswer {
        function: CabinFunction::Horn,
        state: FunctionState::Works,
        note: None,
        extra: Default::default(),
    }];
    draft.cabin.interior = vec![InteriorAnswer {
        area: InteriorArea::Seats,
        condition: InteriorCondition::Clean,
        note: None,
        extra: Default::default(),
    }];
    draft.cabin.accessories = vec![Accessory {
        accessory: AccessoryKind::Keys,
        presence: Presence::Present,
        count: Some(2),
        extra: Default::default(),
    }];
    draft.cabin.valuables =
        Some(Valuables { reminder_spoken: true, outcome: Some(ValuablesOutcome::Removed), ..Default::default() });
    draft.enter_step(Step::Work, minute(6));
    draft.visit.kinds_of_work = vec![WorkKind::Maintenance];
    draft.visit.waiting = Some(Waiting::Leaves);
    draft.work.lines.push(line(40, "4 万公里保养套餐", 68_000));
    draft.work.promise = Some(Promise { at: minute(360), extra: Default::default() });
    for consent in ConsentKind::KNOWN {
        draft.set_consent(consent.clone(), ConsentAnswer::Yes);
    }
    draft
}

/// The customer answers every mark, then both sign what is shown.
pub fn sign(draft: &mut Draft) {
    sign_with(draft, template());
}

/// As [`sign`], with a template of the shop's own.
pub fn sign_with(draft: &mut Draft, template: &Template) {
    draft.enter_step(Step::Review, minute(8));
    draft.prepare_for_signing(template, 3, None, minute(8));
    for mark in draft.walkaround.marks.clone() {
        draft.answer_mark(MarkAcknowledgement {
            mark: mark.id,
            answer: MarkAnswer::Seen,
            at: minute(8),
            words: None,
            extra: Default::default(),
        });
    }
    let digest = to_sheet::content_digest(draft, template, &settings().device).expect("canonical");
    for (number, role) in [(50, SignerRole::Customer), (51, SignerRole::Advisor)] {
        let picture = photo(number, AttachmentRole::Signature);
        draft.sign(signature(role, &digest, Some(picture.id)), Some(picture));
    }
}

/// The record of the sheet that a complete draft becomes once both have signed.
pub fn sealed(mut draft: Draft) -> SheetRecord {
    sign(&mut draft);
    let sheet = to_sheet::finish(&draft, template(), &settings().device, minute(10)).expect("finished");
    let digest = sheet.seal_digest().expect("canonical");
    let half = "A".repeat(43);
    let key = DeviceKey { kty: "EC".into(), crv: "P-256".into(), x: half.clone(), y: half, extra: Default::default() };
    let sheet = to_sheet::with_seal(sheet, digest, key, "A".repeat(86));
    to_sheet::record(&sheet, &draft).expect("canonical").expect("sealed")
}

pub fn signature(role: SignerRole, content_digest: &str, attachment: Option<Id>) -> Signature {
    Signature {
        role,
        name: "陈晓雨".into(),
        method: SignatureMethod::Ink,
        reason: None,
        signed_at: minute(9),
        content_digest: content_digest.into(),
        strokes: vec![vec![(0, 0, 0), (1_000, 2_000, 40)]],
        svg_path: Some("M0 0L1000 2000".into()),
        attachment,
        extra: Default::default(),
    }
}

/// What people type: nothing, blanks, markup, emoji, controls, far too much.
pub fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z0-9 ]{0,30}",
        Just(String::new()),
        Just("   ".to_owned()),
        Just("<img src=x onerror=alert(1)>".to_owned()),
        Just("👩‍🔧🇨🇳".to_owned()),
        Just("\u{0}\u{7}".to_owned()),
        (1usize..12_000).prop_map(|length| "长".repeat(length)),
    ]
}

/// One thing that is done to a draft, good or bad.
pub fn edit() -> impl Strategy<Value = (u8, String, u32)> {
    (0u8..40, typed(), any::<u32>())
}

/// Does it.
pub fn apply(draft: &mut Draft, (what, text, number): (u8, String, u32)) {
    let fresh = id(100_000
        + draft.walkaround.marks.len() as u128 * 1_000
        + draft.attachments.len() as u128
        + u128::from(number) * 1_000_000);
    let place = number as usize;
    let some = Some(text.clone());
    let panels = template().panels_of_body(&BodyType::Sedan).map(|panel| panel.id.as_str()).collect::<Vec<_>>();
    let panel = panels[place % panels.len()];
    match what {
        0 => draft.customer.owner.name = some,
        1 => draft.customer.owner.phones.push(text),
        2 => draft.customer.brought_by = Some(Party { name: some, ..Party::default() }),
        3 => draft.customer.owner.address = some,
        4 => draft.vehicle.plate = plate::read(&text).to_plate(),
        5 => draft.vehicle.vin = Some(vin::normalise(&text)),
        6 => draft.vehicle.make = some,
        7 => draft.vehicle.colour = some,
        8 => draft.vehicle.model_year = Some(number as u16),
        9 => {
            draft.vehicle.odometer = Some(Distance { value: number, unit: DistanceUnit::Mi, extra: Default::default() })
        }
        10 => draft.vehicle.fuel_eighths = Some(number as u8),
        11 => draft.vehicle.charge_percent = Some(number as u8 % 120),
        12 => draft.concerns.push(Concern { symptom: None, ..concern(number.into(), &text) }),
        13 => {
            if let Some(concern) = draft.concerns.first_mut() {
                concern.conditions.earlier_attempts = some;
                concern.conditions.when = Some(WhenState::KNOWN[place % 3].clone());
            }
        }
        14 => draft.concerns.clear(),
        15 => {
            let station =
                template().station_of(panel, &BodyType::Sedan, &draft.driver_side()).cloned().unwrap_or(Station::Front);
            draft.place_mark(
                fresh,
                MarkPlace::on_panel(station, panel),
                DamageKind::KNOWN[place % 16].clone(),
                number as u8,
                None,
            );
        }
        16 => {
            let mark = draft.walkaround.marks.first().map(|mark| mark.id);
            draft.edit_mark(mark.unwrap_or(fresh), |mark| mark.note = some);
        }
        17 => drop(draft.walkaround.marks.first().map(|mark| mark.id).and_then(|mark| draft.remove_mark(mark))),
        18 => draft.answer_panel(
            panel,
            Inspection::KNOWN[place % 4].clone(),
            (number & 4 != 0).then_some(InaccessibleReason::Wet),
        ),
        19 => {
            let station = draft.stations(template())[place % 9].clone();
            draft.answer_station(
                &station,
                Inspection::KNOWN[place % 4].clone(),
                Some(InaccessibleReason::Dark),
                template(),
            );
        }
        20 => drop(draft.choose_body(BodyType::KNOWN[place % 8].clone(), "r1", template())),
        21 => draft.choose_driver_side(DriverSide::KNOWN[place % 2].clone(), template()),
        22 => drop(draft.attach_photo(
            photo(fresh.as_u128() & 0xffff_ffff, AttachmentRole::Other),
            PhotoTarget::Shot(GuidedShot::KNOWN[place % 8].clone()),
        )),
        23 => {
            if let Some(first) = draft.attachments.first().map(|attachment| attachment.id) {
                draft.remove_attachment(first);
            }
        }
        24 => draft.skip_shot(GuidedShot::KNOWN[place % 8].clone(), SkipReason::Dark),
        25 => draft.cabin.note = some,
        26 => {
            let item = Valuable { what: text, place: None, photos: Vec::new(), extra: Default::default() };
            draft.cabin.valuables.get_or_insert_default().items.push(item);
        }
        27 => draft.cabin.valuables = None,
        28 => draft.work.lines.push(line(number.into(), &text, i64::from(number) - 2_000_000_000)),
        29 => {
            if let Some(line) = draft.work.lines.first_mut() {
                line.parts.push(text);
                line.payer = Payer::KNOWN[place % 7].clone();
                line.tax_mode = TaxMode::KNOWN[place % 3].clone();
                line.labour_minutes = Some(number / 1_000);
            }
        }
        30 => draft.work.lines.clear(),
        31 => {
            draft.work.promise =
                Some(Promise { at: minute(i64::from(number as i32) / 1_000), extra: Default::default() })
        }
        32 => draft.work.deposit = Some(i64::from(number)),
        33 => draft.set_consent(ConsentKind::KNOWN[place % 7].clone(), ConsentAnswer::KNOWN[place % 3].clone()),
        34 => draft.visit.contact = Some(Contact { phone: some, ..Contact::default() }),
        35 => {
            draft.complaint = Some(Complaint {
                words: text,
                recorded_at: minute(2),
                first_contact_due_at: minute(2 + 24 * 60),
                extra: Default::default(),
            });
        }
        36 => drop(draft.override_check(CheckKind::KNOWN[place % 13].clone(), None, &text, minute(7))),
        37 => {
            draft.customer.owner.call_window = Some(CallWindow {
                from_minute: number as u16 % 1_500,
                to_minute: (number >> 16) as u16 % 1_500,
                extra: Default::default(),
            });
        }
        38 => {
            draft.review = Review { language: Some(["zh-CN", "en", "de", ""][place % 4].into()), ..Review::default() }
        }
        _ => draft.enter_step(Step::KNOWN[place % 7].clone(), minute(i64::from(number as i8))),
    }
}
