//! What kurso's files may hold, as a JSON Schema: editors complete and check them by it.

use crate::cluster::{CATALOGUE_FIELDS, CLUSTER_FIELDS};
use crate::config;
use crate::yaml::shape::TRANSLATIONS;
use crate::yaml::{Field, Shape};
use serde_json::{Map, Value, json};

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileType {
    /// `course.yaml`
    Course,
    /// `kurso: cluster/1`
    Cluster,
    /// `kurso: catalogue/1`
    Catalogue,
}

impl FileType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Course, Self::Cluster, Self::Catalogue];

    fn fields(self) -> &'static [Field] {
        match self {
            Self::Course => config::FIELDS,
            Self::Cluster => CLUSTER_FIELDS,
            Self::Catalogue => CATALOGUE_FIELDS,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Course => "kurso course",
            Self::Cluster => "kurso cluster",
            Self::Catalogue => "kurso catalogue",
        }
    }
}

/// The schema of one kind of file, or of all: then the word behind `kurso` says which one holds.
///
/// # Errors
/// None that the values here can cause; the signature is serde's.
pub fn render(of: Option<FileType>) -> serde_json::Result<String> {
    let schema = match of {
        Some(file) => whole(file),
        None => json!({
            "$schema": DRAFT,
            "title": "kurso files",
            "type": "object",
            "allOf": FileType::ALL.map(|file| json!({
                "if": {"properties": {"kurso": word(file)}, "required": ["kurso"]},
                "then": fields(file.fields()),
            })),
        }),
    };
    serde_json::to_string_pretty(&schema)
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

fn whole(file: FileType) -> Value {
    let mut schema = fields(file.fields());
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(file.title());
    schema
}

/// What a file of that kind says that it is.
fn word(file: FileType) -> Value {
    file.fields().iter().find(|field| field.key == "kurso").map_or(Value::Null, |field| value(field.shape))
}

fn fields(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut schema = value(field.shape);
            schema["description"] = json!(field.about);
            (field.key.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn value(shape: Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": ["string", "number", "boolean"]}),
        Shape::Form(pattern) => json!({"type": ["string", "number"], "pattern": pattern}),
        Shape::Exactly(text) => json!({"const": text}),
        Shape::Translated => {
            json!({"anyOf": [value(Shape::Text), fields(TRANSLATIONS)]})
        }
        Shape::Whole { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Word(words) => json!({"enum": words()}),
        Shape::List(item) => json!({"type": "array", "items": value(*item)}),
        Shape::OneOrMore(item) => {
            json!({"anyOf": [value(*item), {"type": "array", "items": value(*item)}]})
        }
        Shape::Named(item) => json!({"type": "object", "additionalProperties": value(*item)}),
        Shape::Fields(inner) => fields(inner),
        Shape::Either(shapes) => {
            json!({"anyOf": shapes.iter().map(|shape| value(*shape)).collect::<Vec<_>>()})
        }
    }
}
