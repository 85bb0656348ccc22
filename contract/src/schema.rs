//! The published JSON Schema (2020-12), made from the types and the table of rules.
//!
//! Invariant: what validation refuses by looking at one value, the schema refuses too, with the same bounds and patterns. What takes
//! more than one value to see (totals, digests, references) is validation's alone.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::validate::{Pattern, Rule, rules};
use crate::{CONTRACT, Sheet, Template};

/// `$id` of the sheet's schema. A name, not an address: nothing is fetched from it.
pub const SCHEMA_ID: &str = "urn:walkaround:contract:intake-sheet:v1";

/// The schema of a finished sheet.
pub fn sheet_schema() -> Value {
    let mut schema = plain_schema::<Sheet>();
    for (path, rule) in rules() {
        let places = leaves(&schema, path);
        assert!(!places.is_empty(), "{path} is in the table of rules but not in the types");
        for place in places {
            let leaf =
                schema.pointer_mut(&place).and_then(Value::as_object_mut).expect("leaves() returns places of objects");
            constrain(leaf, rule, path);
        }
    }
    require(&mut schema, "", "seal");
    require(&mut schema, "/$defs/Vehicle", "odometer");
    schema["$defs"]["Attachment"]["properties"]["data"]["contentEncoding"] = json!("base64");
    schema["properties"]["contract"] = json!({"description": "Always `walkaround.intake-sheet`.", "const": CONTRACT});

    document(SCHEMA_ID, "Walkaround intake sheet", schema)
}

/// `$id` of the template's schema. A name, not an address: nothing is fetched from it.
pub const TEMPLATE_SCHEMA_ID: &str = "urn:walkaround:contract:template:v1";

/// The schema of a template.
pub fn template_schema() -> Value {
    let mut schema = plain_schema::<Template>();
    let word = json!(Pattern::word().regex);
    for (place, name, bound) in [
        ("/properties/id", "pattern", word.clone()),
        ("/properties/version", "minimum", json!(1)),
        ("/properties/languages", "minItems", json!(1)),
        ("/$defs/TemplateStep/properties/budget_seconds", "maximum", json!(3_600)),
        ("/$defs/TemplatePanel/properties/id", "pattern", word.clone()),
        // Severity is a number on the wire, and so are its words.
        ("/$defs/CatalogueEntry/properties/id", "pattern", json!("^([1-3]|[a-z][a-z0-9_]{0,63})$")),
    ] {
        let leaf = schema.pointer_mut(place).and_then(Value::as_object_mut).expect("a member of the template's types");
        leaf.insert(name.to_owned(), bound);
    }
    schema
}

/// The published schema of a template.
pub fn template_document() -> Value {
    document(TEMPLATE_SCHEMA_ID, "Walkaround template", template_schema())
}

/// A schema with its name and title in front.
fn document(id: &str, title: &str, schema: Value) -> Value {
    let mut document = Map::new();
    document.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    document.insert("$id".to_owned(), json!(id));
    document.insert("title".to_owned(), json!(title));
    if let Value::Object(members) = schema {
        document.extend(members.into_iter().filter(|(name, _)| name != "$schema" && name != "title"));
    }
    Value::Object(document)
}

/// A type's schema as this contract writes schemas: no null, no machine integers, any further member allowed.
pub(crate) fn plain_schema<T: JsonSchema>() -> Value {
    let generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    schema
}

/// What the types leave open before sealing is there on a finished sheet.
fn require(schema: &mut Value, object: &str, name: &str) {
    let members = schema.pointer_mut(object).and_then(Value::as_object_mut).expect("a definition of the schema");
    if let Value::Array(required) = members.entry("required").or_insert_with(|| json!([])) {
        required.push(json!(name));
    }
}

/// serde's and Rust's ideas of a type that are not the contract's: an `Option` is a member that can be left out, never null; the
/// width of a machine integer is nobody's business.
pub(crate) fn tidy(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    members.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type").and_then(Value::as_str) != Some("null"));
                if choices.len() == 1
                    && let Some(Value::Array(choices)) = members.remove("anyOf")
                    && let Some(Value::Object(only)) = choices.into_iter().next()
                {
                    members.extend(only);
                }
            }
            if matches!(
                members.get("format").and_then(Value::as_str),
                Some("uint8" | "uint16" | "uint32" | "uint64" | "int32" | "int64" | "uuid")
            ) {
                members.remove("format");
            }
            if members.get("type").and_then(Value::as_str) == Some("object") {
                members.insert(
                    "additionalProperties".to_owned(),
                    members.get("additionalProperties").cloned().unwrap_or(json!(true)),
                );
            }
            members.values_mut().for_each(tidy);
        }
        _ => {}
    }
}

/// Every place in the schema that a path of the table leads to, as JSON pointers into the schema document.
fn leaves(schema: &Value, path: &str) -> Vec<String> {
    let mut places = vec![String::new()];
    for step in path[1..].split('/') {
        places = places
            .into_iter()
            .map(|place| resolve(schema, place))
            .flat_map(|place| {
                let node = schema.pointer(&place).expect("a resolved place exists");
                let below = match step {
                    "*" => format!("{place}/items"),
                    _ if node.get("prefixItems").is_some() => format!("{place}/prefixItems/{step}"),
                    _ => format!("{place}/properties/{step}"),
                };
                schema.pointer(&below).map(|_| below)
            })
            .collect();
    }
    places
}

/// Follows `$ref` from a place to the place that it names.
fn resolve(schema: &Value, place: String) -> String {
    match schema.pointer(&place).and_then(|node| node.get("$ref")).and_then(Value::as_str) {
        Some(reference) => resolve(schema, reference.trim_start_matches('#').to_owned()),
        None => place,
    }
}

fn constrain(leaf: &mut Map<String, Value>, rule: &Rule, path: &str) {
    let mut set = |name: &str, value: Value| {
        // A shared definition is reached by several paths; they must agree on it.
        if let Some(before) = leaf.insert(name.to_owned(), value.clone()) {
            assert!(before == value || matches!(name, "minimum" | "maximum"), "{path}: two rules for {name}");
        }
    };
    match rule {
        Rule::Id => set("pattern", json!(Pattern::id().regex)),
        Rule::Hash => set("pattern", json!(Pattern::hash().regex)),
        Rule::Shape(pattern) => set("pattern", json!(pattern.regex)),
        Rule::Text(min, max) => {
            if *min > 0 {
                set("minLength", json!(min));
            }
            if *max < usize::MAX {
                set("maxLength", json!(max));
            }
        }
        Rule::Integer(min, max) => {
            set("minimum", json!(min));
            set("maximum", json!(max));
        }
        Rule::Items(max) => set("maxItems", json!(max)),
        // These carry their pattern or format from the type.
        Rule::Moment | Rule::Day | Rule::Flag | Rule::Word(_) => {}
    }
}
