//! `kurso figures`

use crate::Outcome;
use crate::args::{FiguresArgs, Format};
use crate::terminal::Terminal;
use anyhow::bail;
use kurso::report::figures;

pub(crate) fn run(args: &FiguresArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !args.path.exists() {
        bail!("{}: no such file or folder", args.path.display());
    }
    let site = kurso::site::resolve(kurso::load::load(&args.path, None)?);
    let inside = site.selection.path().unwrap_or_default();
    match args.format {
        Format::Human => terminal.print(&figures::text(&site, inside)),
        Format::Json => {
            terminal.print(&figures::json(&site, inside)?);
            terminal.print("\n");
        }
    }
    Ok(Outcome::Clean)
}
