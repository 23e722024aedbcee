//! How components have to do with each other, and which have nothing to do with each other.

use crate::lang::{Language, Text};

/// How two things have to do with each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RelationKind {
    /// Opens a connection to.
    Calls,
    /// Keeps a connection open for changes.
    Watches,
    /// Copies its state to.
    Replicates,
    /// Starts and stops.
    Runs,
    /// Asks for the health of.
    Probes,
    /// Spreads connections over.
    Balances,
    /// Passes traffic on to.
    Forwards,
    /// Writes the rules of.
    Programs,
    /// Is part of the network of.
    Attaches,
}

impl RelationKind {
    /// The words of the catalogue file.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("calls", Self::Calls),
        ("watches", Self::Watches),
        ("replicates", Self::Replicates),
        ("runs", Self::Runs),
        ("probes", Self::Probes),
        ("balances", Self::Balances),
        ("forwards", Self::Forwards),
        ("programs", Self::Programs),
        ("attaches", Self::Attaches),
    ];

    /// The word for readers.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        let korean = match self {
            Self::Calls => "호출",
            Self::Watches => "감시",
            Self::Replicates => "복제",
            Self::Runs => "실행",
            Self::Probes => "상태 확인",
            Self::Balances => "분산",
            Self::Forwards => "전달",
            Self::Programs => "규칙 설정",
            Self::Attaches => "연결",
        };
        if language == Language::Korean { korean } else { self.name() }
    }

    /// The word of the catalogue file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One pair that has to do with each other. Ends are ids; a plane's id means any of its nodes.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Who begins it.
    pub from: String,
    /// With whom.
    pub to: String,
    /// How.
    pub kind: RelationKind,
    /// The component and the name of its port.
    pub port: Option<(String, String)>,
    /// What carries it; `None` where no network is meant, or nobody says.
    pub transport: Option<Transport>,
    /// How the initiator proves who it is.
    pub auth: Option<Auth>,
    /// Where this comes from: a page of the domain's own documentation, or the course's file.
    pub source: String,
}

impl Relation {
    /// Whether this joins the two, in either direction.
    #[must_use]
    pub fn joins(&self, a: &str, b: &str) -> bool {
        self.from == a && self.to == b || self.from == b && self.to == a
    }
}

/// What carries a relation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Transport {
    /// HTTP over TLS.
    Https,
    /// HTTP without TLS.
    Http,
    /// gRPC.
    Grpc,
    /// Anything over TCP.
    Tcp,
    /// Anything over UDP.
    Udp,
    /// A socket of the host.
    Unix,
}

impl Transport {
    /// The words of the catalogue file; `none` is said where no network is meant.
    pub const ALL: &'static [(&'static str, Option<Self>)] = &[
        ("https", Some(Self::Https)),
        ("http", Some(Self::Http)),
        ("grpc", Some(Self::Grpc)),
        ("tcp", Some(Self::Tcp)),
        ("udp", Some(Self::Udp)),
        ("unix", Some(Self::Unix)),
        ("none", None),
    ];

    /// The name for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Https => "HTTPS",
            Self::Http => "HTTP",
            Self::Grpc => "gRPC",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Unix => "Unix socket",
        }
    }
}

/// How an initiator proves who it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Auth {
    /// Certificates on both sides.
    Mtls,
    /// A certificate of the target only.
    Tls,
    /// A token.
    Token,
}

impl Auth {
    /// The words of the catalogue file.
    pub const ALL: &'static [(&'static str, Option<Self>)] =
        &[("mtls", Some(Self::Mtls)), ("tls", Some(Self::Tls)), ("token", Some(Self::Token)), ("none", None)];

    /// The name for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mtls => "mTLS",
            Self::Tls => "TLS",
            Self::Token => "token",
        }
    }
}

/// One pair that has nothing to do with each other, in either direction.
#[derive(Clone, Debug)]
pub struct Forbidden {
    /// One end.
    pub from: String,
    /// The other end.
    pub to: String,
    /// Kinds of relation whose words on the edge make it right.
    pub unless: Vec<RelationKind>,
    /// Why.
    pub because: Text,
    /// Where this comes from.
    pub source: String,
}

/// A way that requests or traffic take, worth drawing.
#[derive(Clone, Debug)]
pub struct Path {
    /// The ids on the way, in order; what a cluster does without is passed by.
    pub through: Vec<String>,
}
