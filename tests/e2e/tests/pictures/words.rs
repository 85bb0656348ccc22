//! The app's own words in both languages, so that a page is found and used whatever it speaks.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// So many words make a sentence, which no two languages share by chance.
const A_SENTENCE: usize = 4;

/// One language.
pub struct Words {
    pub language: &'static str,
    /// Key and text, `board.new_intake` and so on.
    texts: BTreeMap<String, String>,
    catalogues: Value,
}

impl Words {
    pub fn read(repository: &Path, language: &'static str) -> Result<Self> {
        let read = |path: &str| -> Result<Value> {
            let path = repository.join(path);
            let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("parsing {}", path.display()))
        };
        let mut texts = BTreeMap::new();
        flatten("", &read(&format!("locales/{language}.json"))?, &mut texts);
        let template = read("contract/templates/standard.json")?;
        Ok(Self { language, texts, catalogues: template["catalogues"].clone() })
    }

    pub fn text(&self, key: &str) -> Result<&str> {
        self.texts.get(key).map(String::as_str).with_context(|| format!("{} has no {key}", self.language))
    }

    /// A word of the template's catalogues.
    pub fn label(&self, catalogue: &str, word: &str) -> Result<&str> {
        let words = self.catalogues[catalogue].as_array().with_context(|| format!("no catalogue {catalogue}"))?;
        let entry = words.iter().find(|entry| entry["id"] == word);
        entry
            .and_then(|entry| entry["labels"][self.language].as_str())
            .with_context(|| format!("{catalogue} has no {word} in {}", self.language))
    }

    /// Keys, and sentences of another language, that stand in what a page says.
    pub fn untranslated<'a>(&'a self, other: &'a Self, said: &str) -> Vec<&'a str> {
        let keys = self.texts.keys().filter(|key| said.contains(key.as_str())).map(String::as_str);
        let foreign = other.texts.iter().filter(|(key, text)| {
            text.split_whitespace().count() >= A_SENTENCE
                && !text.contains("{{")
                && self.texts.get(*key).is_some_and(|own| own != *text)
                && said.contains(text.as_str())
        });
        let unfilled = said.lines().any(|line| line.contains("{{")).then_some("an unfilled {{ place }}");
        keys.chain(foreign.map(|(_, text)| text.as_str())).chain(unfilled).collect()
    }
}

fn flatten(prefix: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => drop(texts.insert(prefix.to_owned(), text.clone())),
        Value::Object(members) => {
            for (name, value) in members {
                let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&key, value, texts);
            }
        }
        _ => {}
    }
}
