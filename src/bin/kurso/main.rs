//! The command line: flags → options → one library call → report.

mod args;
mod commands;
#[cfg(feature = "pdf")]
mod guard;
mod terminal;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

/// What a run came to, as an exit code.
enum Outcome {
    /// Nothing at or above the fail level.
    Clean,
    /// Findings at or above the fail level.
    Findings,
    /// It could not be done, and the reason has been given.
    #[cfg(feature = "pdf")]
    Failed,
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let failed = error.use_stderr();
            // A reader that went away is no reason to complain.
            let _ = error.print();
            return if failed { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let cache = args.cache();
    let terminal = terminal::Terminal::new(args.quiet, args.verbose);
    let outcome = match args.command {
        Command::Build(options) => commands::build::run(options, &cache, &terminal),
        Command::Print(options) => commands::print::run(&options, &cache, &terminal),
        Command::Init(options) => commands::init::run(&options, &terminal),
        Command::Completions(options) => commands::manual::completions(&options, &terminal),
        Command::Man(options) => commands::manual::man(&options, &terminal),
        Command::Explain(options) => commands::explain::run(&options, &terminal),
        Command::Figures(options) => commands::figures::run(&options, &terminal),
        Command::Model(command) => commands::model::run(command, &terminal),
        Command::Rules(options) => commands::explain::list(&options, &terminal),
        Command::Serve(options) => commands::serve::run(options, &cache, &terminal),
        Command::Check(options) => commands::check::run(options, &cache, &terminal),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        #[cfg(feature = "pdf")]
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(2)
        }
    }
}
