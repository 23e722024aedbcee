//! Nodes and Pods, as the API server lists them.

use super::component;
use super::fact::{Facts, Members};
use crate::yaml::{Node, NodeKind};

/// Labels of a node that say that it is one of the control plane.
const CONTROL_PLANE: &[&str] = &["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

const ZONE: &[&str] = &["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];

/// Labels that clouds put on the nodes of a pool.
const POOL: &[&str] = &[
    "eks.amazonaws.com/nodegroup",
    "cloud.google.com/gke-nodepool",
    "kubernetes.azure.com/agentpool",
    "agentpool",
];

impl Facts {
    /// Takes a node in; `false` when it has no name.
    pub(super) fn add_node(&mut self, object: &Node) -> bool {
        let Some(name) = object.at(&["metadata", "name"]).and_then(Node::text) else { return false };
        let label = |keys: &[&str]| {
            let labels = object.at(&["metadata", "labels"])?;
            keys.iter().find_map(|key| labels.get(key))
        };
        let fact = self.nodes.entry(name.to_owned()).or_default();
        fact.control_plane = label(CONTROL_PLANE).is_some();
        fact.zone = label(ZONE).and_then(Node::text).map(str::to_owned);
        fact.pool = label(POOL).and_then(Node::text).map(str::to_owned);
        let info = |key: &str| object.at(&["status", "nodeInfo", key]).and_then(Node::text);
        if let Some(version) = info("kubeletVersion") {
            self.add_version("kubelet", version);
        }
        // The kubelet's own bridge to the engine; since 1.24 such a node runs another one.
        let docker = info("containerRuntimeVersion").is_some_and(|runtime| runtime.starts_with("docker://"));
        let old = self
            .versions
            .get("kubelet")
            .and_then(|all| all.first())
            .is_some_and(|version| version.minor < 24);
        if docker && old {
            self.runs.entry(name.to_owned()).or_default().insert("dockershim");
        }
        true
    }

    /// Takes a Pod in that was given a node.
    pub(super) fn add_pod(&mut self, object: &Node) -> bool {
        self.pods_listed = true;
        let text = |path: &[&str]| object.at(path).and_then(Node::text);
        let Some(node) = text(&["spec", "nodeName"]) else { return true };
        if matches!(text(&["status", "phase"]), Some("Succeeded" | "Failed")) {
            return true;
        }
        let namespace = text(&["metadata", "namespace"]).unwrap_or("default");
        let containers = object.at(&["spec", "containers"]).map(Node::items).unwrap_or_default();
        for container in containers {
            let image = container.get("image").and_then(Node::text).unwrap_or_default();
            let Some((id, tag)) = component::of_image(image, namespace) else { continue };
            self.runs.entry(node.to_owned()).or_default().insert(id);
            // Only these are released with the cluster and share its numbers.
            if id.starts_with("kube-") {
                self.add_version(id, tag);
            }
            let arguments = ["command", "args"]
                .into_iter()
                .filter_map(|key| container.get(key))
                .flat_map(Node::items)
                .filter_map(Node::text);
            self.add_flags(id, arguments);
        }
        true
    }

    /// Takes in what a component's own flags say.
    fn add_flags<'n>(&mut self, component: &str, arguments: impl Iterator<Item = &'n str>) {
        for (flag, value) in arguments.filter_map(|argument| argument.split_once('=')) {
            match (component, flag) {
                ("kube-apiserver", "--service-cluster-ip-range") => self.add_ranges("service", value),
                ("kube-controller-manager", "--cluster-cidr") => self.add_ranges("pod", value),
                ("kube-apiserver", "--advertise-address") => self.advertised = Some(value.to_owned()),
                ("kube-apiserver", "--etcd-servers") => {
                    let servers: Vec<&str> = value.split(',').collect();
                    let local = servers.iter().all(|server| {
                        server.contains("127.0.0.1")
                            || server.contains("[::1]")
                            || server.contains("localhost")
                    });
                    self.members = if local { Members::Local } else { Members::External(servers.len()) };
                }
                _ => {}
            }
        }
    }

    /// Takes in the values of a mapping or a list of names and values: flags in either version of kubeadm's format.
    pub(super) fn add_extra(&mut self, component: &str, extra: Option<&Node>) {
        let Some(extra) = extra else { return };
        let pairs: Vec<String> = match &extra.kind {
            NodeKind::Mapping(entries) => entries
                .iter()
                .filter_map(|(name, value)| Some(format!("--{}={}", name.value, value.text()?)))
                .collect(),
            _ => extra
                .items()
                .iter()
                .filter_map(|item| {
                    Some(format!("--{}={}", item.get("name")?.text()?, item.get("value")?.text()?))
                })
                .collect(),
        };
        self.add_flags(component, pairs.iter().map(String::as_str));
    }
}
