//! Figures generated from the model: on the site, in the terminal, and in the fences that authors leave to kurso.

mod drawing;

mod ha;

mod node;

mod overview;

mod parts;

mod traffic;

pub use drawing::Drawing;
pub use overview::neighbours;
pub use parts::group_title;

use super::catalogue::Catalogue;
use super::model::Cluster;
use crate::lang::Language;

/// What of a cluster a generated figure shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// Its node groups with what runs on them, and who calls whom.
    Overview,
    /// What runs on the nodes of its consensus, and who calls whom there.
    ControlPlane,
    /// Every instance behind its load balancers, and every member of its consensus.
    Ha,
    /// One of its other nodes from the inside.
    Node,
    /// The ways of requests and traffic.
    Traffic,
}

impl View {
    /// The words of directives and of the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("overview", Self::Overview),
        ("control-plane", Self::ControlPlane),
        ("ha", Self::Ha),
        ("node", Self::Node),
        ("traffic", Self::Traffic),
    ];

    /// The view of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, view)| *view)
    }
}

/// Draws a view of a cluster.
#[must_use]
pub fn draw(cluster: &Cluster, catalogue: &Catalogue, language: Language, view: View) -> Drawing {
    let scene = parts::Scene { cluster, catalogue, language };
    match view {
        View::Overview => overview::overview(&scene),
        View::ControlPlane => overview::control_plane(&scene),
        View::Ha => ha::draw(&scene),
        View::Node => node::draw(&scene),
        View::Traffic => traffic::draw(&scene),
    }
}
