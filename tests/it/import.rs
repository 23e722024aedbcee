//! Cluster files of what real clusters give: the dumps lie in `tests/fixtures/import`, written by hand after the real formats.

use crate::support::{found, kurso, site};
use insta::assert_snapshot;
use kurso::cluster::import::import;
use kurso::cluster::model::{Count, Topology};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn read(name: &str) -> (String, String) {
    (name.to_owned(), std::fs::read_to_string(path(name)).unwrap())
}

/// The cluster file of some dumps; it is read again, and nothing may be wrong with it.
fn imported(names: &[&str]) -> String {
    let files: Vec<(String, String)> = names.iter().map(|name| read(name)).collect();
    let text = import(&files, Some("real")).unwrap();
    let wrong: Vec<String> = found(&format!("//- clusters/real.yaml\n{text}//- a.md\n# A\n"))
        .into_iter()
        .filter(|line| line.starts_with("CFG") || line.starts_with("LIM"))
        .collect();
    assert_eq!(wrong, Vec::<String>::new(), "{text}");
    text
}

#[test]
fn nodes_and_pods_of_a_stacked_cluster() {
    let text = imported(&["kubeadm-ha-nodes-pods.yaml"]);
    assert_snapshot!(text);
    let site = site(&format!("//- clusters/real.yaml\n{text}//- a.md\n# A\n"));
    let cluster = &site.clusters.all[0];
    assert_eq!(cluster.topology, Topology::Stacked);
    assert_eq!(cluster.instances("etcd"), Some(Count::Exactly(3)));
    assert_eq!(cluster.instances("kube-proxy"), Some(Count::Exactly(6)));
}

#[test]
fn json_of_a_small_cluster() {
    assert_snapshot!(imported(&["kubeadm-single.json"]));
}

#[test]
fn a_provider_shows_workers_only() {
    assert_snapshot!(imported(&["managed-nodes-pods.yaml"]));
}

#[test]
fn nodes_without_pods_leave_much_open() {
    assert_snapshot!(imported(&["nodes-only.yaml"]));
}

#[test]
fn members_outside_are_told_by_the_api_servers_flags() {
    assert_snapshot!(imported(&["external-etcd-nodes-pods.yaml"]));
}

#[test]
fn kubeadm_says_what_is_planned() {
    assert_snapshot!("stacked", imported(&["kubeadm-init-stacked.yaml"]));
    assert_snapshot!("external", imported(&["kubeadm-config-external.yaml"]));
}

#[test]
fn several_files_add_up() {
    let text = imported(&["kubeadm-ha-nodes-pods.yaml", "kubeadm-init-stacked.yaml"]);
    assert!(text.contains("highly_available: true\n"), "{text}");
    assert!(text.contains("load_balancers: {api: {targets: kube-apiserver, port: 8443/tcp}}"), "{text}");
    assert!(text.contains("control-plane: {count: 3, zones: [a, b, c]"), "{text}");
}

#[test]
fn what_is_no_dump_says_why() {
    let broken = import(&[read("broken.yaml")], None).unwrap_err().to_string();
    assert!(broken.starts_with("broken.yaml:64:7: "), "{broken}");
    let other = import(&[read("not-a-cluster.yaml")], None).unwrap_err().to_string();
    assert_eq!(
        other,
        "not-a-cluster.yaml: no nodes, Pods or kubeadm configuration in it, but Deployment, Service; make it with `kubectl get nodes,pods -A -o yaml`"
    );
    for text in [
        "",
        "[]",
        "a: b",
        "kind: List\nitems: 5\n",
        "kind: Node\n",
        "{\"kind\": \"List\", \"items\": [1, null, []]}",
    ] {
        assert!(import(&[("x".to_owned(), text.to_owned())], None).is_err(), "{text}");
    }
}

#[test]
fn names_of_a_dump_cannot_break_the_file() {
    let text = "apiVersion: v1\nkind: Node\nmetadata:\n  name: \"a\\nb: c\"\n  labels: {topology.kubernetes.io/zone: \"x]}\\n evil: \\\"1\\\"\", agentpool: \"../../p: {\"}\nstatus: {nodeInfo: {kubeletVersion: v1.36.0}}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: b, labels: {agentpool: \"true\", topology.kubernetes.io/zone: \"1.30\"}}\n";
    let name = "dump\nid: stolen";
    let text = import(&[(name.to_owned(), text.to_owned())], None).unwrap();
    assert_snapshot!(text);
    let wrong = found(&format!("//- clusters/x.yaml\n{text}//- a.md\n# A\n"));
    assert_eq!(wrong, Vec::<String>::new(), "{text}");
}

#[test]
fn the_program_imports_files_and_standard_input() {
    let output = kurso(&["model", "import", path("kubeadm-single.json").to_str().unwrap(), "--id", "lab"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("\nid: lab\n"));
    let missing = kurso(&["model", "import", "/nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().starts_with("error: /nowhere.yaml: "));
    assert_eq!(kurso(&["model", "import", "x", "--id", "../x"]).status.code(), Some(2));
}
