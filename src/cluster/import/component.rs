//! Which component a container is, by its image.

/// Images of the control plane and the nodes: the last part of the name, and the component. They count in the
/// system's namespace only: an application may bring an etcd of its own.
const SYSTEM: &[(&str, &str)] = &[
    ("kube-apiserver", "kube-apiserver"),
    ("etcd", "etcd"),
    ("kube-scheduler", "kube-scheduler"),
    ("kube-controller-manager", "kube-controller-manager"),
    ("kube-proxy", "kube-proxy"),
    ("coredns", "coredns"),
    ("cloud-controller-manager", "cloud-controller-manager"),
    ("proxy-agent", "konnectivity-agent"),
    ("proxy-server", "konnectivity-server"),
];

/// Images of add-ons, wherever they run: the end of the name, and the component.
const ADD_ONS: &[(&str, &str)] = &[
    ("calico/node", "cni-plugin"),
    ("cilium/cilium", "cni-plugin"),
    ("flannel/flannel", "cni-plugin"),
    ("flannel-io/flannel", "cni-plugin"),
    ("amazon-k8s-cni", "cni-plugin"),
    ("antrea/antrea-agent-ubuntu", "cni-plugin"),
    ("kube-router", "cni-plugin"),
    ("weave-kube", "cni-plugin"),
    ("azure-cns", "cni-plugin"),
    ("csi-node-driver-registrar", "csi-driver"),
    ("metrics-server", "metrics-server"),
    ("ingress-nginx/controller", "ingress-controller"),
];

/// A component and the tag of its image.
pub(super) fn of_image<'i>(image: &'i str, namespace: &str) -> Option<(&'static str, &'i str)> {
    let image = image.split('@').next().unwrap_or(image);
    // A port of the host has a colon, too.
    let (name, tag) = match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (image, ""),
    };
    let ends_with = |end: &str| name == end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'));
    let find = |table: &[(&'static str, &'static str)]| {
        table.iter().find(|(end, _)| ends_with(end)).map(|(_, component)| *component)
    };
    // Distributions put the architecture or the provider into the name.
    let provider = name.rsplit('/').next().is_some_and(|name| name.ends_with("cloud-controller-manager"));
    let system =
        (namespace == "kube-system").then(|| find(SYSTEM).or(provider.then_some("cloud-controller-manager")));
    Some((system.flatten().or_else(|| find(ADD_ONS))?, tag))
}

#[cfg(test)]
mod tests {
    use super::of_image;

    #[track_caller]
    fn reads(image: &str, namespace: &str, expected: Option<(&str, &str)>) {
        assert_eq!(of_image(image, namespace), expected, "{image} in {namespace}");
    }

    #[test]
    fn images_are_components_by_their_whole_last_part() {
        reads("registry.k8s.io/kube-apiserver:v1.34.1", "kube-system", Some(("kube-apiserver", "v1.34.1")));
        reads("localhost:5000/etcd:3.6.4-0", "kube-system", Some(("etcd", "3.6.4-0")));
        reads("localhost:5000/etcd", "kube-system", Some(("etcd", "")));
        reads("example.com/eks/kube-proxy@sha256:0123", "kube-system", Some(("kube-proxy", "")));
        reads("docker.io/calico/node:v3.30", "calico-system", Some(("cni-plugin", "v3.30")));
        reads(
            "cloud/openstack-cloud-controller-manager:v1.34",
            "kube-system",
            Some(("cloud-controller-manager", "v1.34")),
        );
    }

    #[test]
    fn applications_are_no_components() {
        reads("example.com/shop/scheduler:1.0", "kube-system", None);
        reads("example.com/etcd:3.5", "shop", None);
        reads("example.com/node:22", "kube-system", None);
        reads("my-kube-proxy:1", "kube-system", None);
    }
}
