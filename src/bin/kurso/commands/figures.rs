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
    let (root, inside) = kurso::load::locate(&args.path);
    let site = kurso::site::resolve(kurso::load::load(&root, None)?);
    match args.format {
        Format::Human => terminal.print(&figures::text(&site, &inside)),
        Format::Json => {
            terminal.print(&figures::json(&site, &inside)?);
            terminal.print("\n");
        }
    }
    Ok(Outcome::Clean)
}
