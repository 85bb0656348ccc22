//! Chromium's accessibility tree: everything at once.

use super::{Place, Seen};
use crate::{Browser, Result};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::HashMap;
use thirtyfour::WebElement;

impl Browser {
    pub(super) async fn seen_in_the_tree(&self) -> Result<Vec<Seen>> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("the tree is a list of nodes")?;
        let known: HashMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let seen = |node| seen_in(node).map(|seen| Seen { within: names_around(node, &known), ..seen });
        Ok(in_reading_order(nodes, &known).into_iter().filter_map(seen).collect())
    }

    pub(super) async fn element_of_node(&self, node: u64) -> Result<WebElement> {
        let object = self.devtools("DOM.resolveNode", json!({ "backendNodeId": node })).await?;
        let object = &object["object"]["objectId"];
        // The browser's two interfaces know an element by different numbers; the page itself carries it across.
        let carry = "function () { window.walkaroundSeen = this; }";
        let call = json!({ "objectId": object, "functionDeclaration": carry });
        self.devtools("Runtime.callFunctionOn", call).await?;
        let script = "const seen = window.walkaroundSeen; delete window.walkaroundSeen; return seen";
        let answer = self.session().execute(script, Vec::new()).await?;
        Ok(answer.element()?)
    }
}

/// A node of the tree, unless it is one that is not told.
fn seen_in(node: &Value) -> Option<Seen> {
    if node["ignored"] == true {
        return None;
    }
    let property = |name: &str| {
        let properties = node["properties"].as_array()?;
        let property = properties.iter().find(|property| property["name"] == name)?;
        Some(property["value"]["value"].clone())
    };
    let yes = |value: Value| value == true || value == "true";
    Some(Seen {
        role: node["role"]["value"].as_str()?.to_owned(),
        name: node["name"]["value"].as_str().unwrap_or_default().trim().to_owned(),
        value: text_of(&node["value"]["value"]),
        on: ["checked", "pressed", "selected"].into_iter().find_map(property).map(yes),
        disabled: property("disabled").is_some_and(yes),
        within: Vec::new(),
        place: Place::Node(node["backendDOMNodeId"].as_u64()?),
    })
}

/// The browser tells level by level; people read each branch to its end.
fn in_reading_order<'a>(nodes: &'a [Value], known: &HashMap<&str, &'a Value>) -> Vec<&'a Value> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting: Vec<&Value> = nodes.iter().filter(|node| node["parentId"].is_null()).collect();
    while let Some(node) = waiting.pop() {
        order.push(node);
        let children = node["childIds"].as_array().map(Vec::as_slice).unwrap_or_default();
        waiting.extend(children.iter().rev().filter_map(|id| known.get(id.as_str()?)));
    }
    order
}

/// The names of the nodes that a node lies in.
fn names_around(node: &Value, known: &HashMap<&str, &Value>) -> Vec<String> {
    let parent = |node: &Value| known.get(node["parentId"].as_str()?).copied();
    let name = |node: &Value| Some(node["name"]["value"].as_str()?.trim().to_owned()).filter(|name| !name.is_empty());
    std::iter::successors(parent(node), |node| parent(node)).filter_map(name).collect()
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_read_as_it_is_told() {
        let node = json!({
            "ignored": false,
            "role": { "value": "checkbox" },
            "name": { "value": " Covers on " },
            "properties": [{ "name": "checked", "value": { "type": "tristate", "value": "true" } }],
            "backendDOMNodeId": 7,
        });
        let seen = seen_in(&node).expect("it is told");
        assert_eq!((seen.role.as_str(), seen.name.as_str(), seen.on), ("checkbox", "Covers on", Some(true)));
        assert!(!seen.disabled && seen.value.is_none());
        assert!(seen_in(&json!({ "ignored": true, "role": { "value": "generic" } })).is_none());
    }

    #[test]
    fn what_it_lies_in_is_named_from_the_inside_out() {
        let node =
            |id: &str, parent: &str, name: &str| json!({ "nodeId": id, "parentId": parent, "name": { "value": name } });
        let nodes =
            [node("1", "", "Walkaround"), node("2", "1", " "), node("3", "2", "Tax"), node("4", "3", "Plus tax")];
        let known = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        assert_eq!(names_around(&nodes[3], &known), ["Tax", "Walkaround"]);
    }

    #[test]
    fn a_branch_is_read_to_its_end_before_the_next() {
        let node = |id: &str, children: &[&str]| json!({ "nodeId": id, "childIds": children });
        let mut nodes = [node("1", &["2", "3"]), node("2", &["4"]), node("3", &[]), node("4", &[])];
        for child in &mut nodes[1..] {
            child["parentId"] = json!("above");
        }
        let known = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let order: Vec<_> = in_reading_order(&nodes, &known).into_iter().map(|node| node["nodeId"].clone()).collect();
        assert_eq!(order, ["1", "2", "4", "3"]);
    }
}
