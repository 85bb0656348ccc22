//! What every WebDriver tells: one element after the other, each with the role and the name that the browser itself computes for it.
//!
//! Invariant: the script only chooses whom to ask, so that a look takes some questions and not hundreds; what is seen is the browser's answer.

use super::{Place, Seen};
use crate::{Browser, Result};
use anyhow::Context;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use thirtyfour::WebElement;
use thirtyfour::common::command::{Command, ExtensionCommand};

/// Elements that may have a role and are shown, in reading order, and the named ones that these lie in. With words: only those whose name
/// may have them.
const CANDIDATES: &str = "
const words = arguments[0].replace(/\\s/g, '');
const ROLES = 'a[href], article, aside, button, dialog, fieldset, footer, h1, h2, h3, h4, h5, h6, header, img, input, li, main, nav, option, section, select, summary, textarea, [role]';
const NAMED_BY_CONTENT = 'a, button, h1, h2, h3, h4, h5, h6, li, option, summary, [role=button], [role=checkbox], [role=heading], [role=link], [role=option], [role=radio], [role=switch], [role=tab]';
const said = element => [
    element.getAttribute('aria-label'),
    ...(element.getAttribute('aria-labelledby') ?? '').split(/\\s+/).map(id => id && document.getElementById(id)?.textContent),
    ...[...(element.labels ?? [])].map(label => label.textContent),
    element.getAttribute('alt'), element.getAttribute('title'), element.getAttribute('placeholder'),
    element.matches('fieldset') ? element.querySelector('legend')?.textContent : null,
    element.matches(NAMED_BY_CONTENT) ? element.textContent : null,
    ...(element.matches(NAMED_BY_CONTENT) ? [...element.querySelectorAll('[aria-label], [alt]')].map(said) : []),
].join('').replace(/\\s/g, '');
// What a modal dialog lies over can't be reached.
const top = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
const shown = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], [inert]');
const stateOf = element => ['aria-pressed', 'aria-checked', 'aria-selected'].map(name => element.getAttribute(name)).find(value => value !== null);
const around = [];
const place = element => around.includes(element) ? around.indexOf(element) : around.push(element) - 1;
const within = element => {
    const found = [];
    for (let up = element.parentElement; up; up = up.parentElement) {
        if (up.matches('[aria-label], [aria-labelledby], fieldset')) found.push(place(up));
    }
    return found;
};
const candidates = [top, ...top.querySelectorAll(ROLES)].filter(element => element.matches(ROLES) && shown(element) && said(element).includes(words)).map(element => ({
    element,
    value: element.matches('input, select, textarea') ? element.value : null,
    on: element.matches('input[type=checkbox], input[type=radio]') ? element.checked : (state => state === undefined ? null : state === 'true')(stateOf(element)),
    disabled: element.matches(':disabled, [aria-disabled=true]'),
    within: within(element),
}));
return { candidates, around };";

/// What the script answers.
#[derive(Deserialize)]
struct Answer {
    candidates: Vec<Candidate>,
    around: Vec<Value>,
}

#[derive(Deserialize)]
struct Candidate {
    element: Value,
    value: Option<String>,
    on: Option<bool>,
    disabled: bool,
    /// Places in [`Answer::around`], from the inside out.
    within: Vec<usize>,
}

impl Browser {
    /// Everything whose name has these words.
    pub(super) async fn seen_by_element(&self, words: &str) -> Result<Vec<Seen>> {
        let answer: Answer = serde_json::from_value(self.script(CANDIDATES, vec![json!(words)]).await?)
            .context("the page lists its elements")?;
        let mut names_around = BTreeMap::new();
        let mut seen = Vec::with_capacity(answer.candidates.len());
        for candidate in answer.candidates {
            let element = self.known_element(candidate.element)?;
            let name = self.computed(&element, Computed::Name).await?;
            if !name.contains(words) {
                continue;
            }
            let role = self.computed(&element, Computed::Role).await?;
            let mut within = Vec::with_capacity(candidate.within.len());
            for place in candidate.within {
                let name: &String = match names_around.entry(place) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        let around = answer.around.get(place).context("it is listed")?;
                        let around = self.known_element(around.clone())?;
                        unknown.insert(self.computed(&around, Computed::Name).await?)
                    }
                };
                if !name.is_empty() {
                    within.push(name.clone());
                }
            }
            let Candidate { value, on, disabled, .. } = candidate;
            seen.push(Seen { role, name, value, on, disabled, within, place: Place::Element(element) });
        }
        Ok(seen)
    }

    fn known_element(&self, json: Value) -> Result<WebElement> {
        Ok(WebElement::from_json(json, self.session().handle().clone())?)
    }

    async fn computed(&self, element: &WebElement, what: Computed) -> Result<String> {
        let question = Question { element: element.element_id().to_string(), what };
        let answer = self.session().cmd(Command::ExtensionCommand(Box::new(question))).await?;
        Ok(answer.value::<String>()?.trim().to_owned())
    }
}

#[derive(Clone, Copy, Debug)]
enum Computed {
    Role,
    Name,
}

/// Two commands of WebDriver, Get Computed Role and Get Computed Label, that the client has no words for.
#[derive(Debug)]
struct Question {
    element: String,
    what: Computed,
}

impl ExtensionCommand for Question {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        let what = match self.what {
            Computed::Role => "computedrole",
            Computed::Name => "computedlabel",
        };
        format!("/element/{}/{what}", self.element).into()
    }
}
