//! What templates may see, and nothing else.

use serde::Serialize;

/// What every template gets.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SiteView {
    pub title: String,
    /// The relative URL of the home page.
    pub home: String,
    /// The relative URL of the site's root: empty, or with its `/`.
    pub root: String,
    /// The relative URL of the theme's folder, with its `/`.
    pub assets: String,
    /// The relative URL of the folder of the search, with its `/`.
    pub search: String,
    pub edition: &'static str,
    pub generator: &'static str,
    /// What a browser may do with a page.
    pub policy: String,
    /// The fingerprint of the theme's styles and scripts.
    pub version: String,
    /// The site's address, where the course says it.
    pub url: Option<String>,
    /// Where the feed stands, where there is one.
    pub feed: Option<String>,
}

/// What every template knows of its page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PageView {
    pub title: String,
    /// The anchor of its title.
    pub anchor: Option<String>,
    pub kind: &'static str,
    pub url: String,
    pub description: Option<String>,
    pub minutes: Option<u32>,
    pub budget: Option<u32>,
    pub over_budget: bool,
    /// The main content, escaped.
    pub html: String,
    pub breadcrumbs: Vec<LinkView>,
    pub prev: Option<LinkView>,
    pub next: Option<LinkView>,
    pub toc: Vec<TocView>,
    pub components: Vec<ChipView>,
    pub source: Option<String>,
    /// The page as a document to print.
    pub handout: Option<String>,
}

/// A link, or a text where there is nothing to link to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LinkView {
    pub title: String,
    pub url: Option<String>,
    pub context: Option<String>,
}

/// A line of the contents.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TocView {
    pub id: String,
    pub title: String,
    pub level: u8,
    pub minutes: Option<u32>,
    /// Percent of the page's minutes.
    pub share: Option<u32>,
}

/// A component as a chip.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChipView {
    pub title: String,
    pub url: Option<String>,
    pub plane: String,
}

/// A node of the course tree.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NavView {
    pub title: String,
    pub url: Option<String>,
    pub current: bool,
    pub open: bool,
    pub minutes: Option<u32>,
    pub children: Vec<NavView>,
}

/// The frame that every page shares.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FrameView {
    pub site: SiteView,
    pub lang: &'static str,
    pub page: PageView,
    pub nav: Vec<NavView>,
}

/// A page of a unit.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChildView {
    pub title: String,
    pub url: Option<String>,
    pub number: Option<u32>,
    pub minutes: Option<u32>,
    pub kind: &'static str,
    pub summary: Option<String>,
    /// How many sessions it holds, itself or below.
    pub sessions: usize,
    pub children: Vec<ChildView>,
}

/// An index page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct UnitView {
    #[serde(flatten)]
    pub frame: FrameView,
    pub children: Vec<ChildView>,
    pub run_sheet: Option<RunSheetView>,
    pub clusters: Vec<ClusterLinkView>,
}

/// A cluster on the home page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ClusterLinkView {
    pub title: String,
    pub url: String,
    pub summary: Option<String>,
}

/// What happens when.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RunSheetView {
    pub rows: Vec<RunSheetRow>,
    pub total: u32,
}

/// One line of a run sheet.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RunSheetRow {
    pub title: String,
    pub url: Option<String>,
    pub start: String,
    pub end: String,
    pub minutes: u32,
    pub over: bool,
}

/// A name and a value.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FactView {
    pub name: String,
    pub value: String,
}

/// A cluster's page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ClusterPageView {
    #[serde(flatten)]
    pub frame: FrameView,
    pub cluster: ClusterView,
    pub shown_in: Vec<LinkView>,
}

/// All clusters side by side.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ComparisonView {
    #[serde(flatten)]
    pub frame: FrameView,
    pub columns: Vec<LinkView>,
    pub rows: Vec<ComparisonRow>,
}

/// Which place of the course shows which component.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MapView {
    #[serde(flatten)]
    pub frame: FrameView,
    pub components: Vec<ChipView>,
    pub rows: Vec<MapRow>,
}

/// A session, a day or a week, and for each component whether it is shown there.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MapRow {
    pub title: String,
    pub url: String,
    pub shows: Vec<bool>,
}

/// What is compared: a text for each cluster, or its node groups with what runs there.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ComparisonRow {
    pub title: String,
    pub texts: Vec<String>,
    pub groups: Vec<Vec<(String, Vec<ChipView>)>>,
}

/// A cluster.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ClusterView {
    pub title: String,
    pub summary: Option<String>,
    pub facts: Vec<FactView>,
    pub groups: Vec<GroupView>,
    pub connections: Vec<ConnectionView>,
}

/// A node group.
#[derive(Clone, Debug, Serialize)]
pub(super) struct GroupView {
    pub title: String,
    pub plane: String,
    pub count: String,
    pub place: Option<String>,
    pub zones: Vec<String>,
    pub components: Vec<ChipView>,
}

/// A connection of a cluster.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ConnectionView {
    pub from: String,
    pub to: String,
    pub kind: String,
    pub port: Option<String>,
}

/// A component's page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ComponentPageView {
    #[serde(flatten)]
    pub frame: FrameView,
    pub component: ComponentView,
    pub shown_in: Vec<LinkView>,
}

/// A component.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ComponentView {
    pub title: String,
    pub id: String,
    pub summary: String,
    pub plane: String,
    pub plane_title: String,
    pub facts: Vec<FactView>,
    pub talks: Vec<TalkView>,
    pub source: String,
}

/// A relation as seen from a component.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TalkView {
    pub direction: &'static str,
    pub title: String,
    pub url: Option<String>,
    pub kind: String,
    pub port: Option<String>,
}
