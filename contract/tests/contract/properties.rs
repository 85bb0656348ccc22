//! Properties that hold for every input, not for the ones we thought of.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use walkaround_contract::totals::line_amounts;
use walkaround_contract::{
    Payer, Sheet, TaxMode, WorkLine, canonical_bytes, read_sheet, short_code, totals, validate_sheet,
};

use crate::sealing::sealed;
use crate::sheets;

/// Any JSON that a sheet could contain or be mistaken for.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z_]{1,10}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec(
                (prop_oneof![any::<String>(), Just("id".to_owned()), Just("marks".to_owned())], inner),
                0..8
            )
            .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Integers only, as in a sheet: what has one canonical form.
fn any_sheet_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        (-(1_i64 << 53) + 1..(1_i64 << 53)).prop_map(Value::from),
        any::<String>().prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The same value as JSON text with the members of every object in another order, and spaces.
fn text_in_another_order(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .rev()
                .map(|(name, member)| format!("{} :\n {}", json!(name), text_in_another_order(member)))
                .collect();
            format!("{{ {} }}", members.join(" ,"))
        }
        Value::Array(items) => {
            format!("[ {} ]", items.iter().map(text_in_another_order).collect::<Vec<_>>().join(" , "))
        }
        leaf => leaf.to_string(),
    }
}

/// Every place of a document.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| places(member, format!("{at}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, format!("{at}/{index}"), found))
        }
        _ => {}
    }
    found.push(at);
}

fn any_line() -> impl Strategy<Value = WorkLine> {
    let payer = prop_oneof![Just(Payer::Customer), Just(Payer::Warranty), Just(Payer::Unlisted("x_fleet".to_owned()))];
    let mode = prop_oneof![Just(TaxMode::Included), Just(TaxMode::Excluded), Just(TaxMode::None)];
    (
        payer,
        mode,
        prop::option::of(-1_000_000_000_000_i64..=1_000_000_000_000),
        prop::option::of(0_u16..=10_000),
        prop::option::of(0_u32..=100_000),
    )
        .prop_map(|(payer, tax_mode, price, tax_basis_points, labour_minutes)| WorkLine {
            id: walkaround_contract::Id::nil(),
            description: "work".to_owned(),
            parts: Vec::new(),
            payer,
            labour_minutes,
            price,
            tax_mode,
            tax_basis_points,
            extra: Map::new(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn canonical_form_is_idempotent_and_blind_to_order(value in any_sheet_value()) {
        let canonical = canonical_bytes(&value).expect("a canonical form");
        let again: Value = serde_json::from_slice(&canonical).expect("canonical JSON is JSON");
        prop_assert_eq!(&again, &value);
        prop_assert_eq!(canonical_bytes(&again).expect("a canonical form"), canonical.clone());
        let shuffled: Value = serde_json::from_str(&text_in_another_order(&value)).expect("JSON");
        prop_assert_eq!(canonical_bytes(&shuffled).expect("a canonical form"), canonical);
    }

    #[test]
    fn an_independent_implementation_agrees(value in any_sheet_value()) {
        let theirs = json_canon::to_string(&value).expect("a canonical form");
        prop_assert_eq!(String::from_utf8(canonical_bytes(&value).expect("a canonical form")).expect("UTF-8"), theirs);
    }

    #[test]
    fn arbitrary_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_sheet(&bytes).is_err());
    }

    #[test]
    fn arbitrary_json_is_refused_without_panic(value in any_json()) {
        prop_assert!(read_sheet(value.to_string().as_bytes()).is_err());
        prop_assert!(validate_sheet(&value).is_err());
    }

    #[test]
    fn short_codes_never_panic(text in any::<String>(), digest in "[0-9a-f]{64}") {
        let _ = short_code(&text);
        let code = short_code(&digest).expect("a digest has a code");
        prop_assert!(code.len() == 9 && !code.contains(['I', 'L', 'O', 'U']));
    }

    #[test]
    fn totals_add_up(lines in prop::collection::vec(any_line(), 0..20)) {
        let totals = totals(&lines);
        for total in &totals {
            prop_assert_eq!(total.net + total.tax, total.gross);
        }
        let gross: i64 = lines.iter().map(|line| line_amounts(line).2).sum();
        prop_assert_eq!(totals.iter().map(|total| total.gross).sum::<i64>(), gross);
        let mut reversed = lines.clone();
        reversed.reverse();
        prop_assert_eq!(walkaround_contract::totals(&reversed), totals);
    }

    #[test]
    fn tax_is_within_half_a_unit(line in any_line()) {
        let (net, tax, gross) = line_amounts(&line);
        let rate = i128::from(line.tax_basis_points.unwrap_or(0));
        prop_assert_eq!(net + tax, gross);
        if line.tax_mode != TaxMode::None {
            // |tax − exact| ≤ ½, with both sides times the denominator.
            let (base, denominator) = if line.tax_mode == TaxMode::Included { (i128::from(gross), 10_000 + rate) } else { (i128::from(net), 10_000) };
            prop_assert!((i128::from(tax) * denominator - base * rate).abs() * 2 <= denominator);
        }
    }

    #[test]
    fn a_credit_undoes_its_charge(line in any_line()) {
        let mut credit = line.clone();
        credit.price = line.price.map(|price| -price);
        let (charged, credited) = (line_amounts(&line), line_amounts(&credit));
        prop_assert_eq!((charged.0 + credited.0, charged.1 + credited.1, charged.2 + credited.2), (0, 0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// A valid sheet with one value replaced: refused or accepted, but never a panic, and never accepted with other bytes.
    #[test]
    fn a_damaged_sheet_never_panics(place in any::<prop::sample::Index>(), value in any_json()) {
        let mut sheet = sealed(sheets::electric_with_everything());
        let mut all = Vec::new();
        places(&sheet, String::new(), &mut all);
        *sheet.pointer_mut(place.get(all.as_slice()).as_str()).expect("a place of the sheet") = value;
        if let Ok((typed, _)) = validate_sheet(&sheet) {
            prop_assert_eq!(typed.canonical_bytes().expect("a canonical form"), canonical_bytes(&sheet).expect("a canonical form"));
        }
        let _ = serde_json::from_value::<Sheet>(sheet);
    }
}
