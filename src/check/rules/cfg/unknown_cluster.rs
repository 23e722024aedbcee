//! CFG008 unknown-cluster: a figure or the configuration names a cluster that does not exist. Found while binding.

use crate::check::rule::{Rule, Run};
use crate::diagnostic::{Code, Severity};

pub(super) static RULE: Rule = Rule {
    code: Code("CFG008"),
    name: "unknown-cluster",
    severity: Severity::Error,
    docs: include_str!("../../../../content/rules/CFG008-unknown-cluster.md"),
    run: Run::Earlier,
};
