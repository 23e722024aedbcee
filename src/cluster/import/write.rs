//! Facts → the text of a cluster file.

use super::fact::{Facts, Members, NodeFact};
use crate::version::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The most nodes that a group may have in a cluster file.
const MAX_NODES: usize = 5000;

/// What the catalogue puts on nodes by itself and no Pod shows.
const PROCESSES: &[&str] = &["kubelet", "container-runtime"];
/// What the catalogue puts on control-plane nodes by itself.
const CONTROL_PLANE: &[&str] = &["kube-apiserver", "etcd", "kube-scheduler", "kube-controller-manager"];
/// What runs once for each node, so that a group can be said to run it.
const PER_NODE: &[&str] = &[
    "kube-proxy",
    "cni-plugin",
    "csi-driver",
    "dockershim",
    "konnectivity-agent",
    "konnectivity-server",
    "cloud-controller-manager",
];

/// The cluster file. Comments say what the dumps left open.
pub(super) fn cluster(facts: &Facts, id: Option<&str>, files: &[&str]) -> String {
    let id = id.map_or_else(|| own_id(facts, files), str::to_owned);
    let mut out = format!(
        "# Made of {} by `kurso model import`.\nkurso: cluster/1\nid: {id}\n",
        files.join(", ").replace(char::is_control, " ")
    );
    let masters = facts.nodes.values().filter(|node| node.control_plane).count();
    let managed = masters == 0 && !facts.nodes.is_empty() && !facts.configured;
    let version = version(facts);
    if let Some(version) = version {
        let _ = writeln!(out, "kubernetes: \"{version}\"");
    }
    match (managed, &facts.members) {
        (true, _) => out.push_str("topology: managed\n"),
        (_, Members::External(_)) => out.push_str("topology: external-etcd\n"),
        (_, Members::Local) if masters == 1 => out.push_str("topology: single\n"),
        (_, Members::Local) if masters > 1 || facts.endpoint.is_some() => {
            out.push_str("topology: stacked-etcd\n");
        }
        (_, Members::Local) => {}
        // Pods were listed, API servers among them, and no member: they are somewhere else.
        (_, Members::Unknown) if members_elsewhere(facts) => {
            out.push_str("topology: external-etcd    # no member of etcd is among the Pods\n");
        }
        (_, Members::Unknown) => {
            out.push_str("# topology: stacked-etcd or external-etcd? What was imported does not say.\n");
        }
    }
    let balancer = balancer(facts);
    match &balancer {
        Some(_) if masters >= 3 => out.push_str("highly_available: true\n"),
        _ if masters >= 2 => {
            out.push_str("# highly_available: true, when a load balancer stands before the API servers\n");
        }
        _ => {}
    }
    out.push_str("nodes:\n");
    groups(facts, managed, &mut out);
    match balancer {
        Some(port) => {
            let _ = writeln!(
                out,
                "load_balancers: {{api: {{targets: kube-apiserver{port}}}}}    # redundant: true, when it has a stand-by"
            );
        }
        None if masters >= 2 => {
            out.push_str(
                "# load_balancers: {api: {targets: kube-apiserver}}, which no node and no Pod shows\n",
            );
        }
        None => {}
    }
    networks(facts, &mut out);
    versions(facts, version, &mut out);
    out
}

/// Whether the dumps show API servers and no member of the consensus.
fn members_elsewhere(facts: &Facts) -> bool {
    let runs = |component: &str| facts.runs.values().any(|runs| runs.contains(component));
    facts.members == Members::Unknown && runs("kube-apiserver") && !runs("etcd")
}

fn own_id(facts: &Facts, files: &[&str]) -> String {
    let first = files.first().copied().unwrap_or("cluster");
    let stem = first.split('.').next().unwrap_or(first);
    let name = plain(facts.name.as_deref().unwrap_or(stem));
    if name.is_empty() { "imported".to_owned() } else { name }
}

fn plain(text: &str) -> String {
    let id: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .collect();
    id.trim_matches('-').to_owned()
}

/// The API server's version where it is known, else the newest kubelet's.
fn version(facts: &Facts) -> Option<Version> {
    ["kube-apiserver", "kubelet"].iter().find_map(|id| facts.versions.get(id)?.last().copied())
}

/// The rest of the load balancer's entry, when the endpoint of the control plane is another host than its API server.
fn balancer(facts: &Facts) -> Option<String> {
    let endpoint = facts.endpoint.as_ref()?;
    let (host, port) = match endpoint.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) && !port.is_empty() => {
            (host, Some(port))
        }
        _ => (endpoint.as_str(), None),
    };
    if facts.advertised.as_deref() == Some(host.trim_matches(['[', ']'])) {
        return None;
    }
    let port = port.and_then(|port| port.parse::<u16>().ok()).filter(|port| *port != 6443 && *port != 0);
    Some(port.map_or(String::new(), |port| format!(", port: {port}/tcp")))
}

fn groups(facts: &Facts, managed: bool, out: &mut String) {
    let masters: Vec<(&String, &NodeFact)> =
        facts.nodes.iter().filter(|(_, node)| node.control_plane).collect();
    let external = matches!(facts.members, Members::External(_));
    if masters.is_empty() {
        let why = if managed {
            "the provider's, which nobody else sees"
        } else {
            "how many, the configuration does not say"
        };
        let remove = if external { ", runs: {remove: [etcd]}" } else { "" };
        let _ = writeln!(out, "  control-plane: {{count: {{min: 1}}{remove}}}    # {why}");
    } else {
        group(facts, "control-plane", None, &masters, out);
    }
    if let Members::External(members) = facts.members {
        let _ = writeln!(out, "  etcd: {{plane: control-plane, count: {members}, runs: {{only: [etcd]}}}}");
    }
    let mut pools: BTreeMap<&str, Vec<(&String, &NodeFact)>> = BTreeMap::new();
    for (name, node) in facts.nodes.iter().filter(|(_, node)| !node.control_plane) {
        pools.entry(node.pool.as_deref().unwrap_or_default()).or_default().push((name, node));
    }
    if facts.nodes.is_empty() {
        out.push_str("  worker: {count: {min: 1}}    # how many, the configuration does not say\n");
    }
    let single = pools.len() == 1;
    for (pool, nodes) in pools {
        if single {
            group(facts, "worker", None, &nodes, out);
        } else {
            let id =
                if pool.is_empty() { "worker-other".to_owned() } else { format!("worker-{}", plain(pool)) };
            group(facts, &id, Some("worker"), &nodes, out);
        }
    }
}

fn group(facts: &Facts, id: &str, plane: Option<&str>, nodes: &[(&String, &NodeFact)], out: &mut String) {
    let _ = write!(out, "  {id}: {{");
    if let Some(plane) = plane {
        let _ = write!(out, "plane: {plane}, ");
    }
    // What is more than a cluster may have is no count.
    let _ = write!(out, "count: {}", nodes.len().min(MAX_NODES));
    let zones: BTreeSet<&str> = nodes.iter().filter_map(|(_, node)| node.zone.as_deref()).collect();
    if !zones.is_empty() {
        let _ = write!(out, ", zones: [{}]", list(zones));
    }
    // A group runs what each of its nodes runs.
    let found = |component: &str| {
        nodes.iter().all(|(name, _)| facts.runs.get(*name).is_some_and(|runs| runs.contains(component)))
    };
    let add: Vec<&str> = PER_NODE.iter().copied().filter(|component| found(component)).collect();
    let required = if id == "control-plane" { CONTROL_PLANE } else { &[] };
    let gone = |component: &str| {
        let elsewhere = component == "etcd"
            && (matches!(facts.members, Members::External(_)) || members_elsewhere(facts));
        elsewhere || facts.pods_listed && !PROCESSES.contains(&component) && !found(component)
    };
    let remove: Vec<&str> = required.iter().copied().filter(|component| gone(component)).collect();
    let parts: Vec<String> = [("add", add), ("remove", remove)]
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(key, ids)| format!("{key}: [{}]", list(ids)))
        .collect();
    if !parts.is_empty() {
        let _ = write!(out, ", runs: {{{}}}", parts.join(", "));
    }
    out.push_str("}\n");
}

fn networks(facts: &Facts, out: &mut String) {
    let networks: Vec<String> = facts
        .ranges
        .iter()
        .filter_map(|(network, ranges)| match ranges.as_slice() {
            [] => None,
            [range] => Some(format!("{network}: {}", scalar(range))),
            ranges => Some(format!("{network}: [{}]", list(ranges.iter().map(String::as_str)))),
        })
        .collect();
    if !networks.is_empty() {
        let _ = writeln!(out, "networks: {{{}}}", networks.join(", "));
    }
}

/// Versions that are not the cluster's alone.
fn versions(facts: &Facts, cluster: Option<Version>, out: &mut String) {
    let versions: Vec<String> = facts
        .versions
        .iter()
        .filter(|(_, versions)| !versions.iter().all(|version| Some(*version) == cluster))
        .map(|(component, versions)| {
            let versions: Vec<String> = versions.iter().map(|version| format!("\"{version}\"")).collect();
            match versions.as_slice() {
                [version] => format!("{component}: {version}"),
                _ => format!("{component}: [{}]", versions.join(", ")),
            }
        })
        .collect();
    if !versions.is_empty() {
        let _ = writeln!(out, "versions: {{{}}}", versions.join(", "));
    }
}

fn list<'s>(items: impl IntoIterator<Item = &'s str>) -> String {
    items.into_iter().map(scalar).collect::<Vec<_>>().join(", ")
}

/// A scalar of a flow collection, quoted where it could be read as something else.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let plain = text.chars().all(safe) && text.chars().next().is_some_and(char::is_alphanumeric);
    let number = text.parse::<f64>().is_ok();
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if plain && !number && !word {
        text.to_owned()
    } else {
        {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}
