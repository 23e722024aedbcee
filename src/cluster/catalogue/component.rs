//! Kinds of components: where they run, in which form, what they are called.

use super::names::Conditional;
use crate::lang::Text;
use crate::version::Version;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A kind of component.
#[derive(Clone, Debug)]
pub struct Component {
    /// What it is called.
    pub title: Text,
    /// What it is, in a sentence.
    pub summary: Text,
    /// The plane that it belongs to.
    pub plane: String,
    /// The planes on whose nodes it runs.
    pub hosts: Vec<String>,
    /// What rules go by.
    pub traits: BTreeSet<Trait>,
    /// Whether a cluster cannot do without it.
    pub required: bool,
    /// Whether it is at home in other systems, too, so that its name alone proves nothing.
    pub shared: bool,
    /// How it runs.
    pub form: Form,
    /// Ports by name.
    pub ports: IndexMap<String, Port>,
    /// Ports that it has in some set-ups only: no ports of the model, and no mistakes.
    pub off_ports: Vec<Port>,
    /// Names.
    pub names: Names,
    /// Phrases that say this component's role and no other's, folded.
    pub role_words: Vec<String>,
    /// The version that brought it.
    pub since: Option<Version>,
    /// The version without it.
    pub removed: Option<Version>,
    /// Where this comes from.
    pub source: String,
}

/// What a component is called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Names that mean nothing else.
    pub strong: Vec<String>,
    /// Names that applications have too.
    pub weak: Vec<String>,
    /// Names that count only in company.
    pub when: Vec<Conditional>,
}

/// What rules go by instead of names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trait {
    /// Members that vote.
    Consensus,
    /// One active, the others stand by.
    LeaderElected,
    /// All active, behind a load balancer.
    Balanced,
    /// One on each node.
    NodeAgent,
    /// Stands before others.
    LoadBalancer,
    /// Only in clouds.
    CloudOnly,
}

impl Trait {
    /// The words of the catalogue file.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("consensus", Self::Consensus),
        ("leader-elected", Self::LeaderElected),
        ("balanced", Self::Balanced),
        ("node-agent", Self::NodeAgent),
        ("load-balancer", Self::LoadBalancer),
        ("cloud-only", Self::CloudOnly),
    ];
}

/// How a component runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A static Pod.
    StaticPod,
    /// A process of the host.
    Process,
    /// A DaemonSet.
    DaemonSet,
    /// A Deployment.
    Deployment,
    /// Binaries that others call.
    Binaries,
    /// Not in the cluster.
    External,
}

impl Form {
    /// The words of the catalogue file.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("static-pod", Self::StaticPod),
        ("process", Self::Process),
        ("daemonset", Self::DaemonSet),
        ("deployment", Self::Deployment),
        ("binaries", Self::Binaries),
        ("external", Self::External),
    ];

    /// The words for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::StaticPod => "static Pod",
            Self::Process => "process",
            Self::DaemonSet => "DaemonSet",
            Self::Deployment => "Deployment",
            Self::Binaries => "binaries",
            Self::External => "external",
        }
    }
}
/// A port: number or range, and protocols.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Port {
    /// The first number.
    pub first: u16,
    /// The last number; the first again for a single port.
    pub last: u16,
    /// `tcp`, `udp` or both.
    pub protocol: String,
}

impl std::fmt::Display for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}/{}", self.first, self.protocol)
        } else {
            write!(f, "{}-{}/{}", self.first, self.last, self.protocol)
        }
    }
}
