//! `kurso explain`, `kurso rules`

use crate::Outcome;
use crate::args::ExplainArgs;
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::check::rules::{self, RULES};
use kurso::diagnostic::nearest;

pub(crate) fn run(args: &ExplainArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let wanted = args.rule.to_uppercase();
    let Some(rule) = rules::find(&wanted).or_else(|| rules::find(&args.rule)) else {
        let known = RULES.iter().flat_map(|rule| [rule.code.0, rule.name]);
        match nearest(&args.rule, known) {
            Some(near) => bail!("no rule is called `{}`; did you mean `{near}`?", args.rule),
            None => bail!("no rule is called `{}`; `kurso rules` lists them", args.rule),
        }
    };
    terminal.print(rule.docs);
    Ok(Outcome::Clean)
}

pub(crate) fn list(terminal: &Terminal) -> Outcome {
    for rule in RULES.iter() {
        terminal.print(&format!(
            "{} {:<8} {:<34} {}\n",
            rule.code,
            rule.severity.name(),
            rule.name,
            rule.summary()
        ));
    }
    Outcome::Clean
}
