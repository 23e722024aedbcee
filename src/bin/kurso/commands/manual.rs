//! `kurso completions` and `kurso man`: made from the definition of the command line itself.

use crate::Outcome;
use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::terminal::Terminal;
use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;
use kurso::emit::source;

pub(crate) fn completions(args: &CompletionsArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "kurso", &mut script);
    terminal.print(&String::from_utf8(script)?);
    Ok(Outcome::Clean)
}

pub(crate) fn man(args: &ManArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match &args.output {
        Some(folder) => {
            source::folder(folder).with_context(|| folder.display().to_string())?;
            clap_mangen::generate_to(Args::command(), folder)
                .with_context(|| folder.display().to_string())?;
            terminal.say(&format!("{}: a page per command", folder.display()));
        }
        None => {
            let mut page = Vec::new();
            Man::new(Args::command()).render(&mut page)?;
            terminal.print(&String::from_utf8(page)?);
        }
    }
    Ok(Outcome::Clean)
}
