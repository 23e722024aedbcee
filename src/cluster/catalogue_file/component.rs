//! Components of a catalogue file.

use super::{Reader, shape};
use crate::cluster::catalogue::{Component, Conditional, Entity, Form, Meaning, Names, Port, Trait};
use crate::lang::{Text, fold};
use crate::span::Spanned;
use crate::yaml::{Decoder, Mapping, Node};

impl Reader<'_> {
    pub(super) fn component(&mut self, id: &Spanned<String>, node: &Node) {
        let Some(map) = self.d.mapping(node, shape::COMPONENT) else { return };
        let known = self.catalogue.components.get(&id.value).cloned();
        let plane = match (map.get("plane").and_then(|node| self.d.string(node)), &known) {
            (Some(plane), _) if self.catalogue.planes.contains_key(&plane.value) => plane.value,
            (Some(plane), _) => {
                let planes: Vec<&str> = self.catalogue.planes.keys().map(String::as_str).collect();
                self.d.unknown(&plane, "plane", planes);
                return;
            }
            (None, Some(known)) => known.plane.clone(),
            (None, None) => {
                self.d.invalid(id.span, format!("the component `{}` does not say its `plane`", id.value));
                return;
            }
        };
        let mut component = known.unwrap_or_else(|| Component {
            title: Text::same(&id.value),
            summary: Text::default(),
            hosts: vec![plane.clone()],
            plane: plane.clone(),
            traits: Default::default(),
            required: false,
            shared: false,
            form: Form::Process,
            ports: Default::default(),
            off_ports: Vec::new(),
            names: Names::default(),
            role_words: Vec::new(),
            since: None,
            removed: None,
            source: String::new(),
        });
        component.plane = plane;
        self.component_keys(map, &mut component);
        self.component_names(id, map, &mut component);
        self.catalogue.components.insert(id.value.clone(), component);
    }

    fn component_keys(&mut self, map: Mapping<'_>, component: &mut Component) {
        component.title = self.text(map, "title").unwrap_or_else(|| component.title.clone());
        component.summary = self.text(map, "summary").unwrap_or_else(|| component.summary.clone());
        if map.get("hosts").is_some() {
            let hosts = self.spanned(map, "hosts");
            let planes: Vec<String> = self.catalogue.planes.keys().cloned().collect();
            for host in hosts.iter().filter(|host| !planes.contains(&host.value)) {
                self.d.unknown(host, "plane", planes.iter().map(String::as_str).collect::<Vec<_>>());
            }
            component.hosts = hosts.into_iter().map(|host| host.value).collect();
        }
        if let Some(node) = map.get("traits") {
            let traits = self.d.sequence(node);
            component.traits =
                traits.iter().filter_map(|node| self.d.choice(node, "trait", Trait::ALL)).collect();
        }
        for (key, flag) in [("required", &mut component.required), ("shared", &mut component.shared)] {
            if let Some(value) = map.get(key).and_then(|node| self.d.boolean(node)) {
                *flag = value;
            }
        }
        if let Some(form) = map.get("form").and_then(|node| self.d.choice(node, "form", Form::ALL)) {
            component.form = form;
        }
        for (name, node) in self.entries(map, "ports") {
            if let Some(port) = port(&mut self.d, node) {
                component.ports.insert(name.value.clone(), port);
            }
        }
        for node in map.get("off_ports").map(|node| self.d.sequence(node)).unwrap_or_default() {
            component.off_ports.extend(port(&mut self.d, node));
        }
        if let Some(words) = map.get("role_words").and_then(|node| self.d.mapping(node, shape::ROLE_WORDS)) {
            let words = [self.texts(words, "ko"), self.texts(words, "en")];
            component.role_words.extend(words.iter().flatten().map(|word| fold(word)));
        }
        for (key, version) in [("since", &mut component.since), ("removed", &mut component.removed)] {
            if let Some(found) = map.get(key).and_then(|node| self.version(node)) {
                *version = Some(found);
            }
        }
        if component.source.is_empty() || map.get("source").is_some() {
            component.source = self.source(map);
        }
    }

    fn component_names(&mut self, id: &Spanned<String>, map: Mapping<'_>, component: &mut Component) {
        let entity = Entity::Component(id.value.clone());
        self.name_all(std::slice::from_ref(id), &entity, true);
        // What kurso itself calls it, it must understand.
        let titles =
            [&component.title.ko, &component.title.en].map(|title| Spanned::new(title.clone(), id.span));
        self.own_titles.extend(
            titles.into_iter().map(|title| (title, Meaning { entity: entity.clone(), strong: false })),
        );
        let Some(map) = map.get("names").and_then(|node| self.d.mapping(node, shape::COMPONENT_NAMES)) else {
            return;
        };
        let (strong, weak) = (self.spanned(map, "strong"), self.spanned(map, "weak"));
        self.name_all(&strong, &entity, true);
        self.name_all(&weak, &entity, false);
        component.names.strong.extend(strong.into_iter().map(|name| name.value));
        component.names.weak.extend(weak.into_iter().map(|name| name.value));
        for node in map.get("when").map(|node| self.d.sequence(node)).unwrap_or_default() {
            if let Some(conditional) = self.conditional(id, node) {
                self.catalogue.names.insert_conditional(conditional.clone());
                component.names.when.push(conditional);
            }
        }
    }

    fn conditional(&mut self, id: &Spanned<String>, node: &Node) -> Option<Conditional> {
        let map = self.d.mapping(node, shape::CONDITIONAL)?;
        Some(Conditional {
            name: map.get("name").and_then(|node| self.d.string(node))?.value,
            component: id.value.clone(),
            inside: map.get("inside").and_then(|node| self.d.string(node))?.value,
            with: self.texts(map, "with"),
        })
    }
}

/// A port such as `6443/tcp` or `30000-32767/tcp`.
pub(crate) fn port(d: &mut Decoder, node: &Node) -> Option<Port> {
    let text = d.string(node)?;
    let (number, protocol) = text.value.split_once('/').unwrap_or((&text.value, "tcp"));
    let (first, last) = number.split_once('-').unwrap_or((number, number));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last => {
            Some(Port { first, last, protocol: protocol.to_owned() })
        }
        _ => {
            d.invalid(text.span, format!("expected a port such as `6443/tcp`, found `{}`", text.value));
            None
        }
    }
}
