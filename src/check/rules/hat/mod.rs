//! High availability.

use crate::check::Rule;

mod claims;
mod etcd_mesh_incomplete;
mod even_etcd_members;
mod no_load_balancer;
mod one_failure_domain;
mod stacked_count_differs;
mod too_few_members;
mod too_many_members;
mod version_skew;
mod worker_bypasses_load_balancer;
mod wrong_quorum_claim;
mod wrong_tolerance_claim;

pub(super) static RULES: &[&Rule] = &[
    &even_etcd_members::RULE,
    &too_few_members::RULE,
    &too_many_members::RULE,
    &stacked_count_differs::RULE,
    &no_load_balancer::RULE,
    &etcd_mesh_incomplete::RULE,
    &one_failure_domain::RULE,
    &version_skew::RULE,
    &wrong_quorum_claim::RULE,
    &wrong_tolerance_claim::RULE,
    &worker_bypasses_load_balancer::RULE,
];
