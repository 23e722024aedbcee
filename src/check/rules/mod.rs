//! All rules, sorted by code.

mod a11;
mod assertion;
mod cfg;
mod clock_spans;
mod complete;
mod dia;
mod diagrams;
mod dmx;
mod drawn_edge;
mod dtx;
mod hat;
mod lim;
mod linked;
mod lnk;
mod net;
mod not;
mod plane;
mod prose;
mod prt;
mod sessions;
mod spelling;
mod src;
mod str;
mod tim;
mod tre;
mod trm;
mod unknown_edge;

use super::Rule;
use std::sync::LazyLock;

/// Every rule, sorted by code.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let groups = [
        a11::RULES,
        cfg::RULES,
        dia::RULES,
        dmx::RULES,
        dtx::RULES,
        hat::RULES,
        lim::RULES,
        lnk::RULES,
        net::RULES,
        not::RULES,
        prt::RULES,
        src::RULES,
        str::RULES,
        tim::RULES,
        tre::RULES,
        trm::RULES,
    ];
    let mut rules: Vec<&Rule> = groups.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
});

/// The rule of that code or name.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.0 == code_or_name || rule.name == code_or_name).copied()
}

#[cfg(test)]
mod tests;
