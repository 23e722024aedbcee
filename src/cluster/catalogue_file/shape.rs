//! The words of a catalogue file.

use crate::cluster::catalogue::{Form, Trait};
use crate::cluster::fact::NameKind;
use crate::cluster::relation::{Auth, RelationKind, Transport};
use crate::yaml::shape::{TEXTS, VERSION, optional, required, words};
use crate::yaml::{Field, Shape};

/// What the file may hold.
pub const FIELDS: &[Field] = &[
    required("kurso", "What this file is.", Shape::Exactly("catalogue/1")),
    optional(
        "id",
        "The id of the domain. Another one than that of the built-in catalogue makes a domain of its own, unless `extends` says otherwise.",
        ID,
    ),
    optional("extends", "The id of the catalogue that this file adds to.", Shape::Text),
    optional("title", "What the domain is called.", Shape::Translated),
    optional("planes", "Where components run or belong, by id.", Shape::Named(&Shape::Fields(PLANE))),
    optional(
        "components",
        "What runs as a process of the cluster or right beside it, by id. A known id changes that component: names are added, other keys replaced.",
        Shape::Named(&Shape::Fields(COMPONENT)),
    ),
    optional("networks", "Networks, by id.", Shape::Named(&Shape::Fields(NETWORK))),
    optional(
        "objects",
        "Things with names that are no components, by id.",
        Shape::Named(&Shape::Fields(NAMED)),
    ),
    optional("actors", "People and tools outside, by id.", Shape::Named(&Shape::Fields(NAMED))),
    optional(
        "relations",
        "Who has to do with whom. A relation lifts what is forbidden of the same pair.",
        Shape::List(&Shape::Fields(RELATION)),
    ),
    optional(
        "forbidden",
        "Who has nothing to do with whom, whichever way an arrow points.",
        Shape::List(&Shape::Fields(FORBIDDEN)),
    ),
    optional(
        "paths",
        "Ways of requests and traffic worth drawing: ids in order, each related to the next; a course's own replace the others.",
        Shape::List(&TEXTS),
    ),
    optional(
        "edge_words",
        "Words on an edge that say which kind of relation is meant.",
        Shape::Named(&TEXTS),
    ),
    optional("lookalikes", "Names of other things that look like a misspelt component's.", TEXTS),
    optional("states", "Words beside a name that say how it runs, and leave it what it is.", TEXTS),
    optional("versions", "The versions that are supported.", Shape::Fields(VERSIONS)),
    optional("claims", "What is often said and not so.", Shape::List(&Shape::Fields(CLAIM))),
    optional("foreign", "Other systems that borrow the domain's words.", TEXTS),
    optional(
        "renamed",
        "What has another name now, is deprecated, or is gone.",
        Shape::List(&Shape::Fields(RENAMED)),
    ),
    optional(
        "skew",
        "How many minor versions a component may be from another.",
        Shape::List(&Shape::Fields(SKEW)),
    ),
    optional("high_availability", "What holds for members of a consensus.", Shape::Fields(AVAILABILITY)),
];

const ID: Shape = Shape::Form("^[A-Za-z0-9_-]+$");
const SOURCE: Field = optional("source", "Where this comes from.", Shape::Text);
const TITLE: Field = optional("title", "What it is called.", Shape::Translated);
const NAMES: Field = optional("names", "What authors call it.", TEXTS);
const KIND: Shape = Shape::Word(|| words(RelationKind::ALL));

pub(super) const PLANE: &[Field] = &[
    TITLE,
    optional("names", "What authors call the plane.", TEXTS),
    optional("node", "What one of its nodes is called.", Shape::Translated),
    optional("nodes", "What authors call its nodes; a plane without nodes is only a way to group.", TEXTS),
];

pub(super) const COMPONENT: &[Field] = &[
    TITLE,
    optional("summary", "What it is, in a sentence.", Shape::Translated),
    optional("plane", "The plane that it belongs to.", Shape::Text),
    optional("hosts", "The planes on whose nodes it runs; without it, its own.", TEXTS),
    optional("traits", "What rules go by.", Shape::List(&Shape::Word(|| words(Trait::ALL)))),
    optional("required", "Whether a cluster cannot do without it.", Shape::Flag),
    optional(
        "shared",
        "Whether it is at home in other systems, too, so that its name alone proves nothing.",
        Shape::Flag,
    ),
    optional("form", "How it runs.", Shape::Word(|| words(Form::ALL))),
    optional("ports", "Ports by name, such as 6443/tcp or 30000-32767/tcp.", Shape::Named(&PORT)),
    optional(
        "off_ports",
        "Ports that it has in some set-ups only: off by default, or another one in some distributions.",
        Shape::List(&PORT),
    ),
    optional("names", "What authors call it.", Shape::Fields(COMPONENT_NAMES)),
    optional("role_words", "Phrases that say its role and no other's.", Shape::Fields(ROLE_WORDS)),
    optional("since", "The version that brought it.", VERSION),
    optional("removed", "The first version without it.", VERSION),
    SOURCE,
];

/// A port: number or range, and protocols.
pub(crate) const PORT: Shape = Shape::Form("^[0-9]+(-[0-9]+)?(/[a-z+]+)?$");

pub(super) const COMPONENT_NAMES: &[Field] = &[
    optional("strong", "Names that mean nothing else.", TEXTS),
    optional("weak", "Names that applications have, too.", TEXTS),
    optional("when", "Names that count only in company.", Shape::List(&Shape::Fields(CONDITIONAL))),
];

pub(super) const CONDITIONAL: &[Field] = &[
    required("name", "The name.", Shape::Text),
    required("inside", "The plane in whose container it must stand.", Shape::Text),
    optional("with", "The components that must stand beside it.", TEXTS),
];

pub(super) const ROLE_WORDS: &[Field] =
    &[optional("ko", "In Korean.", TEXTS), optional("en", "In English.", TEXTS)];

pub(super) const NETWORK: &[Field] =
    &[optional("range", "Its key under a cluster's `networks`.", Shape::Text), TITLE, NAMES, SOURCE];

pub(super) const NAMED: &[Field] = &[TITLE, NAMES];

/// A pair that has to do with each other, in catalogues and clusters.
pub(crate) const RELATION: &[Field] = &[
    required("from", "Who begins it: an id or several.", Shape::OneOrMore(&Shape::Text)),
    required("to", "With whom: an id or several.", Shape::OneOrMore(&Shape::Text)),
    optional("kind", "How; without it, calls.", KIND),
    optional("port", "The component and the name of its port, such as etcd.client.", Shape::Text),
    optional("transport", "What carries it.", Shape::Word(|| words(Transport::ALL))),
    optional("auth", "How the initiator proves who it is.", Shape::Word(|| words(Auth::ALL))),
    SOURCE,
];

pub(super) const FORBIDDEN: &[Field] = &[
    required("from", "One end: an id or several.", Shape::OneOrMore(&Shape::Text)),
    required("to", "The other end: an id or several.", Shape::OneOrMore(&Shape::Text)),
    optional("unless", "Kinds of relation whose words on the edge make it right.", Shape::List(&KIND)),
    optional("because", "Why.", Shape::Translated),
    SOURCE,
];

pub(super) const VERSIONS: &[Field] =
    &[optional("supported", "The oldest and the newest supported version.", Shape::List(&VERSION))];

pub(super) const CLAIM: &[Field] = &[
    required("id", "The id of the claim.", ID),
    required("denies", "The words that say it.", TEXTS),
    optional("near", "Words of which one must stand beside it: in the sentence, the row, the box.", TEXTS),
    optional("unless", "Words beside which it may be said of something else.", TEXTS),
    required("says", "What is so.", Shape::Translated),
    SOURCE,
];

pub(super) const RENAMED: &[Field] = &[
    required("names", "What it was called.", TEXTS),
    optional("since", "The version that deprecated it.", VERSION),
    optional("removed", "The first version without it.", VERSION),
    required("instead", "What to use now.", Shape::Translated),
    required("kind", "What kind of name it was.", Shape::Word(|| words(NameKind::ALL))),
    SOURCE,
];

pub(super) const SKEW: &[Field] = &[
    required("component", "The component.", Shape::Text),
    required("against", "The other one.", Shape::Text),
    optional("older", "How many minor versions older it may be.", Shape::Whole { least: 0, most: 9 }),
    optional("newer", "How many minor versions newer it may be.", Shape::Whole { least: 0, most: 9 }),
    optional("since", "The version of the other one from which on this holds.", VERSION),
    optional("before", "The version of the other one from which on it holds no more.", VERSION),
    SOURCE,
];

pub(super) const AVAILABILITY: &[Field] = &[
    optional("odd", "Whether the number of members should be odd.", Shape::Flag),
    optional("least", "The fewest members that survive a failure.", Shape::Whole { least: 1, most: 99 }),
    optional("advised", "The number that is advised.", Shape::Whole { least: 1, most: 99 }),
    optional("most", "The most members that make sense.", Shape::Whole { least: 1, most: 99 }),
    SOURCE,
    optional(
        "placing",
        "Where what is said of placing members on nodes and in zones comes from.",
        Shape::Text,
    ),
];
