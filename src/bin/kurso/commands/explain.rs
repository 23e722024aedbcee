//! `kurso explain`, `kurso rules`

use crate::Outcome;
use crate::args::{ExplainArgs, RulesArgs, RulesFormat};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::check::rules::{RULES, find};
use kurso::diagnostic::nearest;
use kurso::report::rules;

pub(crate) fn run(args: &ExplainArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let wanted = args.rule.to_uppercase();
    let Some(rule) = find(&wanted).or_else(|| find(&args.rule)) else {
        let known = RULES.iter().flat_map(|rule| [rule.code.0, rule.name]);
        match nearest(&args.rule, known) {
            Some(near) => bail!("no rule is called `{}`; did you mean `{near}`?", args.rule),
            None => bail!("no rule is called `{}`; `kurso rules` lists them", args.rule),
        }
    };
    terminal.print(rule.docs);
    Ok(Outcome::Clean)
}

pub(crate) fn list(args: &RulesArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    terminal.print(&match args.format {
        RulesFormat::Text => rules::text(),
        RulesFormat::Markdown => rules::markdown(),
        RulesFormat::Json => rules::json()? + "\n",
    });
    Ok(Outcome::Clean)
}
