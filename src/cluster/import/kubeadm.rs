//! kubeadm's configuration, versions v1beta2 to v1beta4.

use super::fact::{Facts, Members};
use crate::yaml::Node;

impl Facts {
    /// Takes a document of kubeadm's in; `false` for kinds that say nothing of the cluster.
    pub(super) fn add_kubeadm(&mut self, kind: &str, object: &Node) -> bool {
        match kind {
            "ClusterConfiguration" => self.add_cluster_configuration(object),
            "InitConfiguration" => {
                let address = object.at(&["localAPIEndpoint", "advertiseAddress"]).and_then(Node::text);
                self.advertised = address.map(str::to_owned).or(self.advertised.take());
                self.configured = true;
            }
            "JoinConfiguration" => self.configured = true,
            _ => return false,
        }
        true
    }

    fn add_cluster_configuration(&mut self, object: &Node) {
        self.configured = true;
        let text = |path: &[&str]| object.at(path).and_then(Node::text);
        if let Some(version) = text(&["kubernetesVersion"]) {
            self.add_version("kube-apiserver", version);
        }
        // The name that kubeadm gives is every cluster's.
        self.name = text(&["clusterName"]).filter(|name| *name != "kubernetes").map(str::to_owned);
        self.endpoint = text(&["controlPlaneEndpoint"]).map(str::to_owned);
        for (network, key) in [("pod", "podSubnet"), ("service", "serviceSubnet")] {
            if let Some(ranges) = text(&["networking", key]) {
                self.add_ranges(network, ranges);
            }
        }
        if let Some(endpoints) = object.at(&["etcd", "external", "endpoints"]) {
            self.members = Members::External(endpoints.items().len());
        } else if self.members == Members::Unknown {
            self.members = Members::Local;
        }
        self.add_extra("kube-apiserver", object.at(&["apiServer", "extraArgs"]));
        self.add_extra("kube-controller-manager", object.at(&["controllerManager", "extraArgs"]));
    }
}
