//! Labels of a document's data: each is there once, and links lead to those that are there.

use serde_json::Value;
use std::collections::BTreeSet;

/// Gives labels that are there twice another name, and makes text of links to what is not there.
pub(super) fn make_sound(value: &mut Value) {
    let mut labels = BTreeSet::new();
    make_unique(value, &mut labels);
    without_dead_links(value, &labels);
}

fn make_unique(value: &mut Value, labels: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| make_unique(value, labels)),
        Value::Object(entries) => {
            if let Some(Value::String(label)) = entries.get_mut("label") {
                while !labels.insert(label.clone()) {
                    label.push('+');
                }
            }
            entries.values_mut().for_each(|value| make_unique(value, labels));
        }
        _ => {}
    }
}

fn without_dead_links(value: &mut Value, labels: &BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| without_dead_links(value, labels)),
        Value::Object(entries) => {
            if let Some(to) = entries.get_mut("to")
                && to.as_str().is_some_and(|to| !labels.contains(to))
            {
                *to = Value::Null;
            }
            entries.values_mut().for_each(|value| without_dead_links(value, labels));
        }
        _ => {}
    }
}

/// All texts, a line each.
pub(super) fn texts(value: &Value) -> String {
    fn push(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Value::Array(values) => values.iter().for_each(|value| push(value, out)),
            // Words of the theme are no author's.
            Value::Object(entries) => {
                entries.iter().filter(|(key, _)| *key != "words").for_each(|(_, value)| push(value, out));
            }
            _ => {}
        }
    }
    let mut out = String::new();
    push(value, &mut out);
    out
}
