//! Editing never leaves a template that the contract refuses, and never loses what the shipped one has.

use proptest::prelude::*;
use walkaround_contract::{Labels, Step, Template, validate_template};

use super::*;

fn named(en: &str, zh: &str) -> Labels {
    Labels::from([("en".to_owned(), en.to_owned()), ("zh-CN".to_owned(), zh.to_owned())])
}

fn edited() -> Template {
    Template::standard().clone()
}

fn ids(section: &Section, template: &Template) -> Vec<String> {
    section.rows(template).into_iter().map(|row| row.id).collect()
}

fn accessories() -> Section {
    Section::Catalogue("accessory_kind".to_owned())
}

#[test]
fn a_switch_is_seen_and_taken_back_without_a_trace() {
    let mut template = edited();
    Section::Shots.switch(&mut template, "vin", false);
    assert_eq!(template.shots_on().count(), 7);
    assert!(Section::Shots.rows(&template).iter().any(|row| row.id == "vin" && !row.on));
    Section::Shots.switch(&mut template, "vin", true);
    assert_eq!(template, edited());
}

#[test]
fn what_no_intake_can_do_without_stays_on() {
    let mut template = edited();
    for step in ["review", "customer_and_vehicle", "work"] {
        Section::Steps.switch(&mut template, step, false);
    }
    Section::Catalogue("consent_answer".to_owned()).switch(&mut template, "no", false);
    Section::Catalogue("payer".to_owned()).switch(&mut template, "customer", false);
    assert_eq!(template, edited());
    Section::Steps.switch(&mut template, "cabin", false);
    assert!(!template.has_step(&Step::Cabin));
}

#[test]
fn lines_move_by_one_and_nothing_passes_the_signatures() {
    let mut template = edited();
    Section::Steps.shift(&mut template, "concerns", -1);
    assert_eq!(ids(&Section::Steps, &template)[1..3], ["concerns", "customer_and_vehicle"]);
    Section::Steps.shift(&mut template, "work", 1);
    Section::Steps.shift(&mut template, "review", -1);
    Section::Steps.shift(&mut template, "welcome", -1);
    assert_eq!(ids(&Section::Steps, &template).last().map(String::as_str), Some("review"));
    let rows = Section::Steps.rows(&template);
    assert!(!rows[0].can_rise && rows[0].can_fall && !rows[5].can_fall && !rows[6].can_rise);
}

#[test]
fn a_line_is_put_anywhere_it_may_stand() {
    let mut template = edited();
    let before = ids(&Section::Steps, &template);
    assert_eq!(Section::Steps.reach(&template, "work"), Some(0..=5));
    Section::Steps.put(&mut template, "work", 1);
    let mut expected = before.clone();
    let work = expected.remove(5);
    expected.insert(1, work);
    assert_eq!(ids(&Section::Steps, &template), expected);
    // Neither after the signatures nor the signatures themselves, and nothing that is not there.
    Section::Steps.put(&mut template, "work", 6);
    Section::Steps.put(&mut template, "review", 0);
    Section::Steps.put(&mut template, "coffee", 0);
    assert_eq!(ids(&Section::Steps, &template), expected);
    Section::Steps.put(&mut template, "work", 5);
    assert_eq!(template, edited());

    assert_eq!(Section::Steps.reach(&template, "review"), Some(6..=6));
    assert_eq!(Section::Panels.reach(&template, "bonnet").map(|reach| reach.count()), Some(1));
    assert_eq!(Section::Shots.reach(&template, "coffee"), None);
    // A list that is left as it is stays the shipped one's.
    template.catalogues.remove("accessory_kind");
    accessories().put(&mut template, "jack", 100);
    assert!(!template.catalogues.contains_key("accessory_kind"));
    accessories().put(&mut template, "jack", 0);
    assert_eq!(ids(&accessories(), &template)[0], "jack");
}

#[test]
fn a_word_of_the_shops_own_is_named_in_ascii_and_only_once() {
    let mut template = edited();
    let section = accessories();
    assert_eq!(section.add(&mut template, named("Tyre sealant", "补胎液")).as_deref(), Some("x_tyre_sealant"));
    assert_eq!(section.add(&mut template, named("Tyre  Sealant!", "补胎液")).as_deref(), Some("x_tyre_sealant_2"));
    assert_eq!(section.add(&mut template, named("补胎液", "补胎液")).as_deref(), Some("x_own"));
    assert_eq!(
        section
            .add(&mut template, named("A name that is longer than any word on the wire may be long", "长"))
            .map(|word| word.len() <= 64),
        Some(true)
    );
    assert_eq!(Section::Steps.add(&mut template, named("Coffee", "咖啡")), None);
    let shot = Section::Shots.add(&mut template, named("Tow hook", "拖车钩")).expect("a shot can be added");
    assert!(template.shots_on().any(|known| known.as_str() == shot));
    Section::Stations.add(&mut template, named("Underbody", "底盘"));
    let value = template.to_value().expect("a value");
    assert!(validate_template(&value).is_ok(), "{:?}", validate_template(&value).err());
    section.remove(&mut template, "x_tyre_sealant");
    section.remove(&mut template, "jack");
    assert!(!ids(&section, &template).contains(&"x_tyre_sealant".to_owned()));
    assert!(ids(&section, &template).contains(&"jack".to_owned()), "a shipped word can only be switched off");
}

#[test]
fn what_a_template_leaves_out_is_off_and_can_be_switched_on() {
    let mut template = edited();
    template.shots.retain(|shot| shot.shot.as_str() != "rear");
    template.steps.retain(|entry| entry.step != Step::Cabin);
    let row = Section::Shots.rows(&template).into_iter().find(|row| row.id == "rear").expect("it is shown");
    assert!(!row.on && !row.can_rise && !row.can_fall);
    Section::Shots.switch(&mut template, "rear", true);
    Section::Steps.switch(&mut template, "cabin", true);
    assert!(template.shots_on().any(|shot| shot.as_str() == "rear"));
    assert_eq!(template.steps_on().last(), Some(&Step::Review), "it comes before the signatures");
}

#[test]
fn a_name_changes_in_one_language() {
    let mut template = edited();
    let kinds = Section::Catalogue("damage_kind".to_owned());
    kinds.rename(&mut template, "scratch", "en", "Scrape".to_owned());
    kinds.reword(&mut template, "scratch", "en", "a scrape".to_owned());
    Section::Panels.rename(&mut template, "bonnet", "en", "Hood".to_owned());
    Section::Stations.rename(&mut template, "boot", "en", "Trunk".to_owned());
    assert_eq!(template.label("damage_kind", "scratch", "en"), "Scrape");
    assert_eq!(template.label("damage_kind", "scratch", "zh-CN"), "划痕");
    assert_eq!(template.sentence("damage_kind", "scratch", "en"), "a scrape");
    assert_eq!(template.label("panel", "bonnet", "en"), "Hood");
    assert_eq!(template.label("station", "boot", "en"), "Trunk");
}

#[test]
fn a_change_is_a_new_version_and_a_file_as_it_came_is_not() {
    let current = edited();
    let untouched = Workbench::open(current.clone());
    assert_eq!(untouched.finished(&current), current);
    let mut bench = Workbench::open(current.clone());
    set_required(&mut bench.edited, &Step::Cabin, "/cabin/interior", true);
    let finished = bench.finished(&current);
    assert_eq!((finished.id.as_str(), finished.version), ("shop", current.version + 1));
    let mut file = Workbench::open(Template { version: 2, ..finished.clone() });
    set_required(&mut file.edited, &Step::Cabin, "/cabin/interior", false);
    assert_eq!(file.finished(&Template { version: 9, ..finished }).version, 10, "higher than both");
}

#[test]
fn every_answer_that_can_be_required_has_a_place_or_is_always_asked_for() {
    for answer in answers() {
        assert!(answer.always || answer.missing.path().is_some(), "{answer:?}");
    }
    let mut template = edited();
    for answer in answers().iter().filter(|answer| !answer.always) {
        let path = answer.missing.path().expect("just looked");
        set_required(&mut template, &answer.step, path, true);
        set_required(&mut template, &answer.step, path, true);
    }
    let value = template.to_value().expect("a value");
    assert!(validate_template(&value).is_ok(), "{:?}", validate_template(&value).err());
}

#[test]
fn the_preview_shows_what_is_on_in_its_order() {
    let mut template = edited();
    Section::Steps.switch(&mut template, "concerns", false);
    Section::Stations.switch(&mut template, "roof", false);
    accessories().shift(&mut template, "jack", -1);
    let shown = preview(&template, &walkaround_contract::DriverSide::Left);
    assert_eq!(shown.len(), 6);
    let words = |catalogue: &str| {
        let parts = shown.iter().flat_map(|(_, parts)| parts);
        parts.into_iter().find(|part| part.catalogue == catalogue).expect("it is shown").words.clone()
    };
    assert_eq!(words("station").len(), 8);
    assert_eq!(words("accessory_kind")[0], "jack");
}

proptest! {
    /// Whatever is tapped in whatever order, the contract takes the result.
    #[test]
    fn no_edit_makes_a_template_that_is_refused(taps in proptest::collection::vec((0_usize..6, 0_usize..60, any::<bool>()), 0..40)) {
        let mut template = edited();
        let mut sections = vec![Section::Steps, Section::Stations, Section::Shots, Section::Panels];
        for may_be_chosen in [true, false] {
            sections.extend(catalogues(&template, may_be_chosen).into_iter().map(Section::Catalogue));
        }
        for (tap, place, flag) in taps {
            let section = &sections[place % sections.len()];
            let rows = section.rows(&template);
            let id = rows[place % rows.len()].id.clone();
            match tap {
                // One line of a list is left on, as the page asks for.
                0 if flag || rows.iter().filter(|row| row.on).count() > 1 => section.switch(&mut template, &id, flag),
                1 => section.shift(&mut template, &id, if flag { 1 } else { -1 }),
                2 => section.rename(&mut template, &id, "en", format!("Name {place}")),
                3 => { section.add(&mut template, named(&format!("Own {place}"), "自己的")); }
                4 if rows.iter().filter(|row| row.on).count() > 1 => section.remove(&mut template, &id),
                _ => section.reword(&mut template, &id, "zh-CN", "在句子里".to_owned()),
            }
        }
        let value = template.to_value().expect("a value");
        let checked = validate_template(&value);
        prop_assert!(checked.is_ok(), "{:?}", checked.err());
    }
}
