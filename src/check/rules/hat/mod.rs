//! High availability.

use crate::check::Rule;

mod etcd_mesh_incomplete;
mod even_etcd_members;
mod stacked_count_differs;
mod too_few_members;

pub(super) static RULES: &[&Rule] = &[
    &even_etcd_members::RULE,
    &too_few_members::RULE,
    &stacked_count_differs::RULE,
    &etcd_mesh_incomplete::RULE,
];
