//! Pages about the model: one per cluster, one per component, and an index of both.

use super::output::{Content, OutputTree};
use super::view::{
    ChildView, ClusterPageView, ClusterView, ComponentPageView, ComponentView, ConnectionView, FactView,
    GroupView, LinkView, TalkView, UnitView,
};
use super::{RenderError, Renderer, comparison, course_map, diagram, html::escape, picture, url};
use crate::cluster::model::Cluster;
use crate::cluster::relation::Relation;
use crate::cluster::view::{self, View};
use crate::course::PageId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds a page for every cluster and every component, since those that a course shows lead to all their neighbours;
/// none to a course about something else.
pub(super) fn add(renderer: &Arc<Renderer>, output: &mut OutputTree) {
    if !renderer.scope().speaks_of_model() {
        return;
    }
    let folder = &renderer.model_folder;
    for (at, cluster) in renderer.scope().clusters() {
        let own = Arc::clone(renderer);
        let path = format!("{folder}/clusters/{}.html", cluster.id.value);
        output.insert(path, Content::made(move || cluster_page(&own, at)));
    }
    for component in renderer.site().clusters.catalogue.components.keys() {
        let (own, id) = (Arc::clone(renderer), component.clone());
        let path = format!("{folder}/components/{component}.html");
        output.insert(path, Content::made(move || component_page(&own, &id)));
    }
    if renderer.scope().clusters().nth(1).is_some() {
        let own = Arc::clone(renderer);
        let page = Content::made(move || comparison::page(&own));
        output.insert(format!("{folder}/{}", comparison::FILE_NAME), page);
    }
    if course_map::is_there(renderer) {
        let own = Arc::clone(renderer);
        let page = Content::made(move || course_map::page(&own));
        output.insert(format!("{folder}/{}", course_map::FILE_NAME), page);
    }
    let own = Arc::clone(renderer);
    output.insert(format!("{folder}/index.html"), Content::made(move || index(&own)));
}

fn index(renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
    let path = format!("{}/index.html", renderer.model_folder);
    let frame = renderer.frame(&path, renderer.word("architecture"), "architecture");
    let language = renderer.language();
    let clusters = renderer.scope().clusters().map(|(_, cluster)| ChildView {
        title: cluster.title.get(language).to_owned(),
        url: Some(renderer.cluster_url(&path, &cluster.id.value)),
        number: None,
        minutes: None,
        kind: "cluster",
        summary: cluster.description.as_ref().map(|text| text.get(language).to_owned()),
        sessions: 0,
        children: Vec::new(),
    });
    let components = renderer.site().clusters.catalogue.components.iter().map(|(id, component)| ChildView {
        title: component.title.get(language).to_owned(),
        url: Some(renderer.component_url(&path, id)),
        number: None,
        minutes: None,
        kind: "component",
        summary: Some(component.summary.get(language).to_owned()),
        sessions: 0,
        children: Vec::new(),
    });
    let own = |is_there: bool, file: &str, title: &str, summary: &str| {
        is_there.then(|| ChildView {
            title: renderer.word(title).to_owned(),
            url: Some(file.to_owned()),
            number: None,
            minutes: None,
            kind: "cluster",
            summary: Some(renderer.word(summary).to_owned()),
            sessions: 0,
            children: Vec::new(),
        })
    };
    let several = renderer.scope().clusters().nth(1).is_some();
    let comparison = own(several, comparison::FILE_NAME, "comparison", "comparison_summary");
    let map = own(course_map::is_there(renderer), course_map::FILE_NAME, "course_map", "course_map_summary");
    let children = map.into_iter().chain(clusters).chain(comparison).chain(components).collect();
    renderer.theme.render("unit.html", &UnitView { frame, children, run_sheet: None, clusters: Vec::new() })
}

/// A generated diagram as a figure.
fn figure(renderer: &Renderer, source: &str, title: &str, id: &str, marks: &diagram::Marks) -> String {
    match renderer.svg(source, id, marks) {
        Ok(svg) => format!(
            "<figure class=\"k-figure k-figure-bound\" id=\"{id}-figure\"><div class=\"k-figure-body\" tabindex=\"0\">{}</div><figcaption>{}</figcaption></figure>",
            svg.0,
            escape(title)
        ),
        Err(why) => format!(
            "<figure class=\"k-figure k-figure-broken\"><p class=\"k-why\">{}: {}</p><pre>{}</pre></figure>",
            renderer.word("not_drawn"),
            escape(&why),
            escape(source)
        ),
    }
}

fn shown_in(
    renderer: &Renderer,
    from: &str,
    pages: impl Iterator<Item = (PageId, Option<bool>)>,
) -> Vec<LinkView> {
    // Where it is drawn comes first, then the order of reading.
    let mut pages: Vec<(PageId, Option<bool>)> =
        pages.filter(|(page, _)| renderer.scope().shows(*page)).collect();
    pages.sort_by_key(|(page, drawn)| (*drawn == Some(false), renderer.scope().position(*page)));
    pages
        .into_iter()
        .map(|(page, drawn)| {
            let page = renderer.site().course.page(page);
            let context = drawn.map(|drawn| {
                renderer.word(if drawn { "shown_in_figure" } else { "named_in_text" }).to_owned()
            });
            LinkView { title: page.title.clone(), url: Some(url::relative(from, &page.output)), context }
        })
        .collect()
}

fn fact(renderer: &Renderer, key: &str, value: impl Into<String>) -> FactView {
    FactView { name: renderer.word(key).to_owned(), value: value.into() }
}

fn cluster_page(renderer: &Renderer, at: usize) -> Result<Vec<u8>, RenderError> {
    let site = &renderer.site();
    let catalogue = &site.clusters.catalogue;
    let cluster = &site.clusters.all[at];
    let language = renderer.language();
    let path = format!("{}/clusters/{}.html", renderer.model_folder, cluster.id.value);
    let mut frame = renderer.frame(&path, cluster.title.get(language), "cluster");
    frame.page.breadcrumbs = crumbs(renderer, &path);
    let drawing = view::draw(cluster, catalogue, language, View::Overview);
    let marks =
        picture::marks(&drawing, catalogue, |component| Some(renderer.component_url(&path, component)));
    let source = drawing.mermaid();
    frame.page.html = figure(renderer, &source, renderer.word("overview"), "overview", &marks);
    frame.page.source = Some(site.tree.file(cluster.file).path.clone());
    let groups = cluster
        .groups
        .iter()
        .map(|group| GroupView {
            title: view::group_title(group, catalogue, language),
            plane: group.plane.clone(),
            count: group.count.value.to_string(),
            place: group.place.clone(),
            zones: group.zones.iter().map(|zone| zone.value.clone()).collect(),
            components: group.runs.iter().map(|component| renderer.chip(&path, component)).collect(),
        })
        .collect();
    let pages: BTreeSet<PageId> = site
        .figures
        .iter()
        .filter(|figure| figure.bound().is_some_and(|binding| binding.cluster == Some(at)))
        .map(|figure| figure.page)
        .collect();
    let view = ClusterPageView {
        frame,
        cluster: ClusterView {
            title: cluster.title.get(language).to_owned(),
            summary: cluster.description.as_ref().map(|text| text.get(language).to_owned()),
            facts: cluster_facts(renderer, cluster),
            groups,
            connections: cluster.connections.iter().map(|relation| connection(renderer, relation)).collect(),
        },
        shown_in: shown_in(renderer, &path, pages.into_iter().map(|page| (page, None))),
    };
    renderer.theme.render("cluster.html", &view)
}

fn cluster_facts(renderer: &Renderer, cluster: &Cluster) -> Vec<FactView> {
    let mut facts = Vec::new();
    if let Some(version) = &cluster.version {
        facts.push(fact(renderer, "version", version.value.to_string()));
    }
    facts.push(fact(renderer, "topology", cluster.topology.name()));
    facts.push(fact(
        renderer,
        "highly_available",
        renderer.word(if cluster.highly_available.is_some() { "yes" } else { "no" }),
    ));
    let balancers: Vec<String> = cluster
        .load_balancers
        .iter()
        .map(|balancer| format!("{} → {}", balancer.id.value, balancer.targets.value))
        .collect();
    if !balancers.is_empty() {
        facts.push(fact(renderer, "load_balancers", balancers.join(", ")));
    }
    let networks: Vec<String> =
        cluster.networks.iter().map(|(key, range)| format!("{key} {}", range.value)).collect();
    if !networks.is_empty() {
        facts.push(fact(renderer, "networks", networks.join(", ")));
    }
    facts
}

fn connection(renderer: &Renderer, relation: &Relation) -> ConnectionView {
    let title = |id: &str| {
        renderer
            .site()
            .clusters
            .catalogue
            .title(id)
            .map_or(id, |text| text.get(renderer.language()))
            .to_owned()
    };
    ConnectionView {
        from: title(&relation.from),
        to: title(&relation.to),
        kind: relation.kind.title(renderer.language()).to_owned(),
        port: port(renderer, relation),
    }
}

fn port(renderer: &Renderer, relation: &Relation) -> Option<String> {
    let (component, name) = relation.port.as_ref()?;
    renderer.site().clusters.catalogue.components.get(component)?.ports.get(name).map(ToString::to_string)
}

pub(super) fn crumbs(renderer: &Renderer, from: &str) -> Vec<LinkView> {
    let link = |title: &str, to: &str| LinkView {
        title: title.to_owned(),
        url: Some(url::relative(from, to)),
        context: None,
    };
    vec![
        link(&renderer.site().course.title, "index.html"),
        link(renderer.word("architecture"), &format!("{}/index.html", renderer.model_folder)),
    ]
}

fn component_page(renderer: &Renderer, id: &str) -> Result<Vec<u8>, RenderError> {
    let site = &renderer.site();
    let catalogue = &site.clusters.catalogue;
    let language = renderer.language();
    let path = format!("{}/components/{id}.html", renderer.model_folder);
    let Some(component) = catalogue.components.get(id) else {
        return Err(RenderError::Template { name: path, message: format!("no component is called `{id}`") });
    };
    let mut frame = renderer.frame(&path, component.title.get(language), "component");
    frame.page.breadcrumbs = crumbs(renderer, &path);
    let talks = talks(renderer, &path, id);
    if !talks.is_empty() {
        let drawing = view::neighbours(id, catalogue, language);
        let marks =
            picture::marks(&drawing, catalogue, |component| Some(renderer.component_url(&path, component)));
        let source = drawing.mermaid();
        frame.page.html = figure(renderer, &source, renderer.word("neighbours"), "neighbours", &marks);
    }
    let title = |id: &str| catalogue.title(id).map_or(id, |text| text.get(language)).to_owned();
    let mut facts = vec![fact(renderer, "plane", title(&component.plane))];
    if !component.hosts.is_empty() {
        facts.push(fact(
            renderer,
            "runs_on",
            component.hosts.iter().map(|host| title(host)).collect::<Vec<_>>().join(", "),
        ));
    }
    if !component.ports.is_empty() {
        facts.push(fact(
            renderer,
            "ports",
            component
                .ports
                .iter()
                .map(|(name, port)| format!("{name} {port}"))
                .collect::<Vec<_>>()
                .join(", "),
        ));
    }
    facts.push(fact(renderer, "form", component.form.title()));
    facts.push(fact(renderer, "required", renderer.word(if component.required { "yes" } else { "no" })));
    let shown = site.mentions.get(id).into_iter().flatten().map(|(page, drawn)| (*page, Some(*drawn)));
    let view = ComponentPageView {
        shown_in: shown_in(renderer, &path, shown),
        frame,
        component: ComponentView {
            title: component.title.get(language).to_owned(),
            id: id.to_owned(),
            summary: component.summary.get(language).to_owned(),
            plane: component.plane.clone(),
            plane_title: title(&component.plane),
            facts,
            talks,
            source: component.source.clone(),
        },
    };
    renderer.theme.render("component.html", &view)
}

/// Relations from and to a component, each once.
fn talks(renderer: &Renderer, from: &str, id: &str) -> Vec<TalkView> {
    let catalogue = &renderer.site().clusters.catalogue;
    let mut seen = BTreeSet::new();
    catalogue
        .relations
        .iter()
        .filter_map(|relation| {
            let (direction, other) = match (relation.from == id, relation.to == id) {
                (true, _) => ("to", &relation.to),
                (false, true) => ("from", &relation.from),
                (false, false) => return None,
            };
            seen.insert((direction, other.clone(), relation.kind)).then(|| TalkView {
                direction,
                title: catalogue
                    .title(other)
                    .map_or(other.as_str(), |text| text.get(renderer.language()))
                    .to_owned(),
                url: catalogue.components.contains_key(other).then(|| renderer.component_url(from, other)),
                kind: relation.kind.title(renderer.language()).to_owned(),
                port: port(renderer, relation),
            })
        })
        .collect()
}
