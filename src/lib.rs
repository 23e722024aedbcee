//! kurso, a compiler for courses.
//!
//! Markdown sessions and YAML cluster descriptions go in; findings and a static site come out.
//!
//! ```text
//! load ─▶ parse ─▶ resolve ─▶ Site ─┬─▶ check   ─▶ diagnostics ─▶ report
//! disk    Markdown   course +        └─▶ realise ─▶ render ─▶ OutputTree ─▶ publish
//!         YAML       clusters +          pages of    HTML,                     audit, then
//!         mermaid    bindings            an edition  PDF                       emit or serve
//! ```
//!
//! The modules below stand in that order; a module may use only those above it, [`check`] and [`render`] never
//! see each other, and only [`load`], [`cache`], [`emit`] and the front-ends touch the world. Nothing of a course gets out but through [`publish`].
//! A test holds this.

pub mod span;

pub mod diagnostic;

pub mod lang;

pub mod audience;

pub mod version;

pub mod date;

pub mod colour;

pub mod cache;

pub mod yaml;

pub mod config;

pub mod load;

pub mod picture;

pub mod travel;

pub mod parse;

pub mod cluster;

pub mod course;

pub mod figure;

pub mod site;

pub mod realise;

pub mod check;

pub mod report;

pub mod render;

pub mod audit;

pub mod emit;

pub mod publish;

pub mod serve;
