//! The words of a cluster file.

use super::catalogue_file::shape::{PORT, RELATION};
use super::model::Topology;
use crate::yaml::shape::{TEXTS, VERSION, optional, required, words};
use crate::yaml::{Field, Shape};

/// The most nodes that a group may have: what Kubernetes itself is tested with.
pub(super) const MAX_NODES: u32 = 5000;

/// The keys of the cluster's version: `kubernetes` where that is the domain.
pub(super) const VERSION_KEYS: &[&str] = &["kubernetes", "version"];

/// What the file may hold.
pub const FIELDS: &[Field] = &[
    required("kurso", "What this file is.", Shape::Exactly("cluster/1")),
    required("id", "The id that figures name the cluster by.", Shape::Form("^[A-Za-z0-9_-]+$")),
    optional("title", "What it is called.", Shape::Translated),
    optional("aliases", "Other names; a figure below a heading that has one is about this cluster.", TEXTS),
    optional("description", "What it is, in a sentence.", Shape::Translated),
    optional("kubernetes", "Its version of Kubernetes.", VERSION),
    optional("version", "Its version, where the domain is not Kubernetes.", VERSION),
    optional("topology", "How the consensus members are placed.", Shape::Word(|| words(Topology::ALL))),
    optional("highly_available", "Whether it must survive the failure of a node.", Shape::Flag),
    optional("nodes", "Its node groups, by id.", Shape::Named(&Shape::Fields(GROUP))),
    optional("load_balancers", "Its load balancers, by id.", Shape::Named(&Shape::Fields(LOAD_BALANCER))),
    optional(
        "networks",
        "The ranges of its networks: node, pod, service, or those of the course's catalogue.",
        Shape::Named(&Shape::OneOrMore(&Shape::Text)),
    ),
    optional(
        "connections",
        "Connections beyond those of the catalogue.",
        Shape::List(&Shape::Fields(RELATION)),
    ),
    optional(
        "versions",
        "Versions of components that differ from the cluster's: one, or several in the middle of an upgrade.",
        Shape::Named(&Shape::OneOrMore(&VERSION)),
    ),
    optional(
        "ports",
        "Ports that differ from the catalogue's: by component, then by name.",
        Shape::Named(&Shape::Named(&PORT)),
    ),
];

pub(super) const GROUP: &[Field] = &[
    optional(
        "plane",
        "The plane that its nodes belong to; without it, the group's id is the plane's.",
        Shape::Text,
    ),
    optional("count", "How many nodes it has; without it, at least one.", COUNT),
    optional("zones", "The failure domains that its nodes are spread over.", TEXTS),
    optional("place", "Where its nodes stand, such as a data centre.", Shape::Text),
    optional("aliases", "What authors call its nodes.", TEXTS),
    optional(
        "runs",
        "What runs on each node, beside or instead of what the catalogue requires.",
        Shape::Fields(RUNS),
    ),
];

const COUNT: Shape = Shape::Either(&[Shape::Whole { least: 0, most: MAX_NODES }, Shape::Fields(AT_LEAST)]);

pub(super) const AT_LEAST: &[Field] =
    &[required("min", "At least so many.", Shape::Whole { least: 0, most: MAX_NODES })];

pub(super) const RUNS: &[Field] = &[
    optional("add", "Components that run there, too.", TEXTS),
    optional("remove", "Components that do not run there.", TEXTS),
    optional("only", "The components that run there, and no others.", TEXTS),
];

pub(super) const LOAD_BALANCER: &[Field] = &[
    required("targets", "The component that it stands before.", Shape::Text),
    optional("redundant", "Whether it survives the failure of one of its own hosts.", Shape::Flag),
    optional("port", "The port that it listens on.", PORT),
    optional("aliases", "What authors call it.", TEXTS),
];
