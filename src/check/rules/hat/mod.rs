//! High availability.

use crate::check::Rule;

mod even_etcd_members;
mod too_few_members;
mod stacked_count_differs;
mod etcd_mesh_incomplete;

pub(super) static RULES: &[&Rule] = &[&even_etcd_members::RULE, &too_few_members::RULE, &stacked_count_differs::RULE, &etcd_mesh_incomplete::RULE];
