//! What dumps say of a cluster, gathered from all of them.

use crate::version::Version;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Nodes by name.
    pub(super) nodes: BTreeMap<String, NodeFact>,
    /// Components by the name of the node that they run on.
    pub(super) runs: BTreeMap<String, BTreeSet<&'static str>>,
    /// Whether Pods were listed: then what was not found does not run.
    pub(super) pods_listed: bool,
    /// Versions of components, as their images or nodes say.
    pub(super) versions: BTreeMap<&'static str, BTreeSet<Version>>,
    /// Ranges of networks by their key in a cluster file.
    pub(super) ranges: BTreeMap<&'static str, Vec<String>>,
    /// Where the API servers find the consensus.
    pub(super) members: Members,
    /// Host and port at which everybody reaches the API servers.
    pub(super) endpoint: Option<String>,
    /// The address of an API server itself.
    pub(super) advertised: Option<String>,
    /// Whether a kubeadm configuration says that there is a control plane, without saying how large.
    pub(super) configured: bool,
    /// What the cluster calls itself.
    pub(super) name: Option<String>,
}

/// Where the members of the consensus are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Members {
    /// Nobody says.
    #[default]
    Unknown,
    /// On the control-plane nodes.
    Local,
    /// On so many hosts of their own.
    External(usize),
}

/// What is said of a node.
#[derive(Debug, Default)]
pub(super) struct NodeFact {
    /// Whether it is one of the control plane.
    pub(super) control_plane: bool,
    /// Its failure domain.
    pub(super) zone: Option<String>,
    /// The pool that it was made in.
    pub(super) pool: Option<String>,
}

impl Facts {
    /// Takes a version of a component in, as it is written in tags and in node status: `v1.33.5-eks-113cf36`.
    pub(super) fn add_version(&mut self, component: &'static str, text: &str) {
        let text = text.trim_start_matches('v');
        let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
        if let Some(version) = Version::parse(numbers) {
            self.versions.entry(component).or_default().insert(version);
        }
    }

    /// Takes ranges in, several of them separated by commas.
    pub(super) fn add_ranges(&mut self, network: &'static str, text: &str) {
        let ranges = self.ranges.entry(network).or_default();
        let plain = |range: &&str| {
            range.contains('/')
                && range.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | '/'))
        };
        for range in text.split(',').map(str::trim).filter(plain) {
            if !ranges.iter().any(|known| known == range) {
                ranges.push(range.to_owned());
            }
        }
    }
}
