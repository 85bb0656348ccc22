//! The published schema and OpenAPI document, and their agreement with the table of rules.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use walkaround_contract::schema::{sheet_schema, template_schema};
use walkaround_contract::validate::{Pattern, Rule, rules};
use walkaround_contract::{Template, openapi};

use crate::golden;

/// Where the sheet's schema is published.
pub const SHEET_SCHEMA: &str = "schema/intake-sheet.v1.schema.json";
const OPENAPI: &str = "schema/openapi.v1.json";

/// A stock validator over the published file.
pub fn sheet_validator() -> jsonschema::Validator {
    let schema = if golden::updating() {
        sheet_schema()
    } else {
        serde_json::from_str(&golden::read(SHEET_SCHEMA)).expect("JSON")
    };
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema")
}

/// A leaf, or an array, of the schema.
pub struct Leaf {
    /// Its place in a sheet, `*` for each item.
    pub path: String,
    /// Its schema, with what stands beside a `$ref` merged in.
    pub schema: Value,
}

/// Every leaf and every array that the schema describes, in its order.
pub fn leaves() -> Vec<Leaf> {
    let schema = sheet_schema();
    let mut leaves = Vec::new();
    collect(&schema, &schema, String::new(), &mut leaves);
    leaves
}

fn collect(root: &Value, node: &Value, path: String, leaves: &mut Vec<Leaf>) {
    let mut node = node.clone();
    while let Some(reference) = node.get("$ref").and_then(Value::as_str) {
        let mut target = root.pointer(reference.trim_start_matches('#')).expect("a definition").clone();
        let members = node.as_object_mut().expect("an object");
        members.remove("$ref");
        target.as_object_mut().expect("an object").append(members);
        node = target;
    }
    // What is personal as a whole is personal in every part.
    let inherit = |part: &Value| {
        let mut part = part.clone();
        if node["x-personal"] == true {
            part["x-personal"] = json!(true);
        }
        part
    };
    match node.get("properties") {
        Some(Value::Object(properties)) => {
            for (name, property) in properties {
                collect(root, &inherit(property), format!("{path}/{name}"), leaves);
            }
        }
        _ if node.get("prefixItems").is_some() => {
            for (index, item) in node["prefixItems"].as_array().expect("an array").iter().enumerate() {
                collect(root, &inherit(item), format!("{path}/{index}"), leaves);
            }
        }
        _ if node.get("items").is_some() => {
            let items = inherit(&node["items"]);
            leaves.push(Leaf { path: path.clone(), schema: node });
            collect(root, &items, format!("{path}/*"), leaves);
        }
        _ => leaves.push(Leaf { path, schema: node }),
    }
}

#[test]
fn the_schema_is_published() {
    golden::check_json(SHEET_SCHEMA, &sheet_schema());
}

#[test]
fn the_openapi_document_is_published() {
    golden::check_json(OPENAPI, &openapi::openapi());
}

#[test]
fn every_member_has_a_rule_and_every_rule_a_member() {
    let described: BTreeSet<String> = leaves().into_iter().map(|leaf| leaf.path).collect();
    let ruled: BTreeSet<String> = rules().iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(described.difference(&ruled).collect::<Vec<_>>(), Vec::<&String>::new(), "members without a rule");
    assert_eq!(ruled.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new(), "rules without a member");
    assert_eq!(ruled.len(), rules().len(), "a path stands twice in the table");
}

#[test]
fn rules_and_schema_say_the_same() {
    for leaf in leaves() {
        let (_, rule) = rules().iter().find(|(path, _)| *path == leaf.path).expect("every member has a rule");
        let schema = &leaf.schema;
        let kind = schema["type"].as_str();
        let path = &leaf.path;
        match rule {
            _ if path == "/contract" => assert_eq!(schema["const"], "walkaround.intake-sheet"),
            Rule::Id => assert_eq!(schema["pattern"], Pattern::id().regex, "{path}"),
            Rule::Hash => assert_eq!(schema["pattern"], Pattern::hash().regex, "{path}"),
            Rule::Shape(pattern) => assert_eq!(schema["pattern"], pattern.regex, "{path}"),
            Rule::Moment => assert_eq!(schema["format"], "date-time", "{path}"),
            Rule::Day => assert_eq!(schema["format"], "date", "{path}"),
            Rule::Text(_, max) => {
                assert_eq!(kind, Some("string"), "{path}");
                assert!(schema["pattern"].is_null() && schema["x-known-words"].is_null(), "{path} has a shape");
                assert!(*max == usize::MAX || schema["maxLength"] == json!(max), "{path}");
            }
            Rule::Integer(min, max) => {
                assert_eq!(
                    (kind, &schema["minimum"], &schema["maximum"]),
                    (Some("integer"), &json!(min), &json!(max)),
                    "{path}"
                );
            }
            Rule::Flag => assert_eq!(kind, Some("boolean"), "{path}"),
            Rule::Items(max) => assert_eq!((kind, &schema["maxItems"]), (Some("array"), &json!(max)), "{path}"),
            Rule::Word(is_known) => {
                let known = schema["x-known-words"].as_array().unwrap_or_else(|| panic!("{path} is no open word"));
                assert!(known.iter().all(|word| word.as_str().is_some_and(is_known)), "{path}: another catalogue");
                assert!(!is_known("x_of_a_shop"), "{path}");
            }
        }
    }
}

#[test]
fn patterns_and_code_accept_the_same() {
    let samples = [
        "",
        "a",
        "A",
        "0",
        "-",
        "_",
        "a_1",
        "1a",
        "é",
        "划痕",
        "x_shop",
        "ab/cd",
        "image/jpeg",
        "audio/webm;codecs=opus",
        "audio/webm; codecs=opus",
        "image/",
        "image/JPEG",
        "/x",
        "zh-CN",
        "en",
        "e",
        "zh_CN",
        "zh-",
        "de-CH-1996",
        "Asia/Shanghai",
        "UTC",
        "Etc/GMT+8",
        "America/Argentina/Buenos_Aires",
        "a/b/c/d",
        "/Asia",
        "CNY",
        "cny",
        "CNYX",
        "LGXCE4CC8P0123456",
        "lgxce4cc8p0123456",
        "LGXCE4CC8P012345I",
        "2323",
        "0023",
        "5423",
        "0199",
        "232",
        "23231",
        "２３２３",
        "沪AD12345",
        "AB 123",
        "A\tB",
        "A\u{a0}B",
        "A\u{feff}",
        "A\u{85}B",
        "12345678901234567",
        "1234567890123456",
        "沪沪沪沪沪沪沪沪沪沪沪沪沪沪沪沪",
        "EC",
        "P-256",
        "ec",
        "0.9",
        "0.10",
        "0.09",
        "1.0",
        "0.",
        "0",
        "00.9",
        "-0.9",
        "walkaround.intake-sheet",
        "walkaroundXintake-sheet",
        "018f3a5e-0000-7000-8000-000000000000",
        "018F3A5E-0000-7000-8000-000000000000",
        "018f3a5e-0000-4000-8000-000000000000",
        "018f3a5e-0000-7000-c000-000000000000",
        "018f3a5e00007000800000000000000",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "line\n",
        "\nline",
        "CNY\n",
        "2323\n",
    ];
    let long: Vec<String> = [1, 2, 32, 33, 42, 43, 44, 63, 64, 65, 85, 86, 87]
        .into_iter()
        .flat_map(|n| ["a", "Z", "0", "_"].map(|piece| piece.repeat(n)))
        .collect();
    let mut patterns: Vec<&Pattern> = rules()
        .iter()
        .filter_map(|(_, rule)| if let Rule::Shape(pattern) = rule { Some(*pattern) } else { None })
        .collect();
    patterns.extend([Pattern::id(), Pattern::hash(), Pattern::word()]);
    for pattern in patterns {
        let validator = jsonschema::draft202012::new(&json!({"pattern": pattern.regex})).expect(pattern.regex);
        for sample in samples.iter().copied().chain(long.iter().map(String::as_str)) {
            assert_eq!(
                (pattern.accepts)(sample),
                validator.is_valid(&json!(sample)),
                "{} for {sample:?}",
                pattern.regex
            );
        }
    }
}

#[test]
fn the_schema_is_a_schema_without_null() {
    let schema = sheet_schema();
    jsonschema::draft202012::meta::validate(&schema).expect("valid by the meta-schema");
    jsonschema::draft202012::meta::validate(&template_schema()).expect("valid by the meta-schema");
    assert!(!schema.to_string().contains("\"null\""), "null is not used in the contract");
    fn every_object_is_open(node: &Value, at: String) {
        match node {
            Value::Object(members) => {
                if members.contains_key("properties") && members.get("type") == Some(&json!("object")) {
                    assert_eq!(members.get("additionalProperties"), Some(&json!(true)), "{at}");
                }
                members.iter().for_each(|(name, member)| every_object_is_open(member, format!("{at}/{name}")));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| every_object_is_open(item, format!("{at}/{index}")))
            }
            _ => {}
        }
    }
    every_object_is_open(&schema, String::new());
}

#[test]
fn personal_members_are_marked() {
    let marked: BTreeSet<String> = personal();
    for path in [
        "/customer/owner/name",
        "/customer/brought_by/phones",
        "/customer/owner/address",
        "/customer/changed_fields/*/new",
        "/vehicle/vin",
        "/vehicle/plate/text",
        "/visit/contact/phone",
        "/concerns/*/words",
        "/complaint/words",
        "/cabin/valuables/items/*/what",
        "/acknowledgement/signatures/*/name",
        "/acknowledgement/signatures/*/strokes",
        "/acknowledgement/marks/*/words",
        "/supersedes/customer_signature/name",
        "/attachments/*/data",
    ] {
        assert!(marked.contains(path), "{path} is not marked x-personal");
    }
    for path in ["/id", "/vehicle/odometer/value", "/walkaround/marks/*/kind", "/work/lines/*/price"] {
        assert!(!marked.contains(path), "{path} is marked x-personal");
    }
}

/// Every leaf and array that the schema marks as personal.
pub fn personal() -> BTreeSet<String> {
    leaves().into_iter().filter(|leaf| leaf.schema["x-personal"] == true).map(|leaf| leaf.path).collect()
}

#[test]
fn the_shipped_template_is_valid_by_its_own_schema() {
    let validator = jsonschema::draft202012::new(&template_schema()).expect("a schema");
    let template: Value = serde_json::from_str(&golden::read("templates/standard.json")).expect("JSON");
    let errors: Vec<String> =
        validator.iter_errors(&template).map(|error| format!("{} {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(serde_json::to_value(Template::standard()).expect("a value"), template, "the types keep all of it");
}

#[test]
fn openapi_answers_every_status_of_the_contract() {
    let document = openapi::openapi();
    let answers = |path: &str, method: &str| -> BTreeSet<String> {
        document["paths"][path][method]["responses"].as_object().expect("responses").keys().cloned().collect()
    };
    let post = answers("/intake-sheets", "post");
    for status in [
        "200", "201", "204", "3XX", "400", "401", "403", "404", "405", "408", "409", "413", "415", "422", "425", "429",
        "5XX",
    ] {
        assert!(post.contains(status), "POST intake-sheets: {status}");
    }
    let put = answers("/attachments/{sha256}", "put");
    for status in ["200", "401", "413", "415", "422", "429", "5XX"] {
        assert!(put.contains(status), "PUT attachments: {status}");
    }
    assert!(answers("/attachments/{sha256}", "head").contains("404"));
    for path in ["/health", "/appointments", "/vehicles/{vin_or_plate}/last-sheet", "/template"] {
        assert!(answers(path, "get").contains("404"), "{path} is harmless when missing");
    }
    every_reference_resolves(&document, &document);
}

fn every_reference_resolves(root: &Value, node: &Value) {
    match node {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                match reference.strip_prefix('#') {
                    Some(pointer) => assert!(root.pointer(pointer).is_some(), "{reference} leads nowhere"),
                    None => assert_eq!(reference, "./intake-sheet.v1.schema.json"),
                }
            }
            members.values().for_each(|member| every_reference_resolves(root, member));
        }
        Value::Array(items) => items.iter().for_each(|item| every_reference_resolves(root, item)),
        _ => {}
    }
}
