//! What real clusters give → a cluster file. Reads `kubectl get nodes,pods -A` as YAML or JSON, and kubeadm's
//! configuration; several files add up. What they do not say is left out, with a comment where an author should look.

mod component;

mod dump;

mod fact;

mod kubeadm;

mod write;

use crate::span::LineIndex;
use crate::yaml::{self, Node};
use fact::Facts;

/// Why no cluster can be made of some files.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file is no YAML and no JSON.
    #[error("{file}:{line}:{column}: {message}")]
    Syntax {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// A file has other things in it.
    #[error(
        "{file}: no nodes, Pods or kubeadm configuration in it{holds}; make it with `kubectl get nodes,pods -A -o yaml`"
    )]
    NothingKnown {
        /// The file's name.
        file: String,
        /// What is in it instead.
        holds: String,
    },
}

/// Makes a cluster file of dumps, each a name for messages and its text. `id` names the cluster; without it, its own name
/// or the first file's does.
///
/// # Errors
/// When a file is broken or is about something else.
pub fn import(files: &[(String, String)], id: Option<&str>) -> Result<String, ImportError> {
    let mut facts = Facts::default();
    for (name, text) in files {
        let documents = yaml::parse_all(text).map_err(|error| {
            let at = LineIndex::new(text).line_column(text, error.span.start);
            ImportError::Syntax {
                file: name.clone(),
                line: at.line,
                column: at.column,
                message: error.message,
            }
        })?;
        let mut kinds = Vec::new();
        let mut known = false;
        for object in documents.iter().flat_map(objects) {
            let kind = object.get("kind").and_then(Node::text).unwrap_or_default();
            let group = object.get("apiVersion").and_then(Node::text).unwrap_or_default();
            known |= match (kind, group.split('/').next()) {
                ("Node", Some("v1")) => facts.add_node(object),
                ("Pod", Some("v1")) => facts.add_pod(object),
                (kind, Some("kubeadm.k8s.io")) => facts.add_kubeadm(kind, object),
                _ => false,
            };
            kinds.push(kind.to_owned());
        }
        if !known {
            kinds.retain(|kind| !kind.is_empty());
            kinds.sort();
            kinds.dedup();
            let holds = if kinds.is_empty() { String::new() } else { format!(", but {}", kinds.join(", ")) };
            return Err(ImportError::NothingKnown { file: name.clone(), holds });
        }
    }
    // Where the files lay on somebody's disk is nobody else's business.
    let names: Vec<&str> = files.iter().filter_map(|(name, _)| name.rsplit(['/', '\\']).next()).collect();
    Ok(write::cluster(&facts, id, &names))
}

/// The objects of a document: those of a list, or the document itself.
fn objects(document: &Node) -> Vec<&Node> {
    let is_list = document.get("kind").and_then(Node::text).is_some_and(|kind| kind.ends_with("List"));
    match document.get("items") {
        Some(items) if is_list => items.items().iter().collect(),
        _ => vec![document],
    }
}
