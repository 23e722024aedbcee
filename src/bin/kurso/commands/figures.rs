//! `kurso figures`

use crate::Outcome;
use crate::args::{FiguresArgs, Format};
use crate::terminal::Terminal;
use kurso::report::figures;

pub(crate) fn run(args: &FiguresArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let site = kurso::site::resolve(kurso::load::load(&args.course, None)?);
    match args.format {
        Format::Human => terminal.print(&figures::text(&site, &args.path)),
        Format::Json => {
            terminal.print(&figures::json(&site, &args.path)?);
            terminal.print("\n");
        }
    }
    Ok(Outcome::Clean)
}
