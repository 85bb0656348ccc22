//! Reading JSON without losing anything. `serde_json` keeps the last of two members with one name; another reader may keep the
//! first, and then two honest programs see two different sheets under one digest. Here a repeated name is a problem.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::path::Way;
use super::problem::Problem;

/// Parses a whole document, or says where it is not JSON or names a member twice.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, Vec<Problem>> {
    let repeated = RefCell::new(Vec::new());
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed = Node { at: &Way::Document, repeated: &repeated }.deserialize(&mut deserializer).and_then(|value| {
        deserializer.end()?;
        Ok(value)
    });
    match parsed {
        Err(error) => Err(vec![Problem { path: String::new(), code: "malformed_json", message: error.to_string() }]),
        Ok(value) => {
            let repeated = repeated.into_inner();
            if repeated.is_empty() { Ok(value) } else { Err(repeated) }
        }
    }
}

/// One value of the document, at its place.
struct Node<'a> {
    at: &'a Way<'a>,
    repeated: &'a RefCell<Vec<Problem>>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        Number::from_f64(number).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) =
            items.next_element_seed(Node { at: &self.at.item(array.len()), repeated: self.repeated })?
        {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let at = self.at.member(&name);
            if object.contains_key(&name) {
                self.repeated.borrow_mut().push(Problem {
                    path: at.pointer().as_str().to_owned(),
                    code: "duplicate_member",
                    message: "this member stands twice in its object".to_owned(),
                });
            }
            let member = members.next_value_seed(Node { at: &at, repeated: self.repeated })?;
            object.insert(name, member);
        }
        Ok(Value::Object(object))
    }
}
