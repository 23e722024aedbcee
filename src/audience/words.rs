//! The words by which a text says whom it is for, in small letters and without blanks where they are compared so.

/// Those who teach, one of them.
pub(super) const ENGLISH_PEOPLE: &[&str] =
    &["instructor", "teacher", "trainer", "facilitator", "lecturer", "tutor"];

pub(super) const KOREAN_PEOPLE: &[&str] =
    &["강사", "교사", "선생님", "튜터", "진행자", "강의자", "강연자", "퍼실리테이터", "교수자"];

/// Others whose notes are not for learners.
pub(super) const PEOPLE_OF_NOTES: &[&str] =
    &["teaching", "speaker", "speakers", "facilitation", "presenter", "presenters"];

/// Those who learn.
pub(super) const LEARNERS: &[&str] = &[
    "learner",
    "student",
    "participant",
    "attendee",
    "everyone",
    "everybody",
    "all",
    "학습자",
    "학생",
    "수강생",
    "모두",
    "누구나",
];

/// Values of an audience that is nobody's.
pub(super) const CLOSED: &[&str] =
    &["internal", "private", "staff", "hidden", "nobody", "none", "비공개", "내부"];

/// What those who teach read, behind their name.
pub(super) const NOUNS: &[&str] = &[
    "노트",
    "메모",
    "팁",
    "가이드",
    "참고",
    "안내",
    "지도서",
    "지침",
    "스크립트",
    "대본",
    "체크리스트",
    "유의사항",
    "주의사항",
    "전용",
    "notes",
];

pub(super) const ENGLISH_NOUNS: &[&str] = &[
    "note",
    "notes",
    "guide",
    "guides",
    "guidance",
    "tip",
    "tips",
    "handbook",
    "script",
    "cues",
    "checklist",
    "materials",
    "resources",
    "answers",
];

/// What those who teach have, and learners may read about: `강사용 노트북 연결`.
pub(super) const OBJECTS: &[&str] = &[
    "노트북",
    "컴퓨터",
    "계정",
    "장비",
    "모니터",
    "마이크",
    "화면",
    "클러스터",
    "서버",
    "환경",
    "네임스페이스",
    "pc",
];

/// What says it anywhere in a title.
pub(super) const ANYWHERE: &[&str] = &[
    "강사노트",
    "강사메모",
    "강사전용",
    "강사용노트",
    "강사용메모",
    "instructornotes",
    "instructorsnotes",
    "notesfortheinstructor",
    "notesforinstructors",
];

/// What may say it at the beginning of a title.
pub(super) const UNSURE: &[&str] = &[
    "조교용",
    "조교노트",
    "조교메모",
    "멘토용",
    "멘토노트",
    "강사매뉴얼",
    "교사매뉴얼",
    "instructormanual",
    "tanotes",
    "mentornotes",
    "assistantnotes",
    "tasonly",
];

/// What takes it all back.
pub(super) const DENIALS: &[&str] = &["아니", "아닌", "아님", "않", " not ", " isnt ", " never ", "없이"];

/// Who shall not have it, and how that is said.
pub(super) const WITHHELD: &[(&[&str], &[&str])] = &[
    (
        &["수강생", "학생", "학습자"],
        &[
            "배포하지",
            "공유하지",
            "나눠 주지 마",
            "보여주지",
            "보여 주지",
            "배포 금지",
            "공유 금지",
            "공개하지",
        ],
    ),
    (
        &["student", "learner", "participant"],
        &[
            "do not share",
            "do not distribute",
            "dont share",
            "do not hand out",
            "do not show",
            "not for students",
            "not for learners",
        ],
    ),
];

/// Keys behind which an audience stands.
pub(super) const AUDIENCES: &[&str] =
    &["대상", "독자", "읽는사람", "audience", "targetaudience", "for", "intendedfor"];

/// Beginnings of sentences about a whole file.
pub(super) const SENTENCES: &[&str] = &[
    "이문서는",
    "이파일은",
    "이자료는",
    "이페이지는",
    "이글은",
    "본문서는",
    "본자료는",
    "본페이지는",
    "본파일은",
    "thisdocumentis",
    "thisfileis",
    "thispageis",
    "thisguideis",
    "thesenotesare",
];

/// What such sentences go on with.
pub(super) const RESTRICTED: &[&str] = &[
    "강사용",
    "강사전용",
    "강사를위한",
    "교사용",
    "교사를위한",
    "진행자용",
    "튜터용",
    "선생님용",
    "forinstructors",
    "fortheinstructor",
    "forinstructor",
    "forteachers",
    "fortrainers",
    "forfacilitators",
    "instructorsonly",
];

/// What a file may be.
pub(super) const THINGS: &[&str] = &[
    "자료",
    "문서",
    "가이드",
    "데모",
    "안내",
    "파일",
    "페이지",
    "노트",
    "메모",
    "입니다",
    "이다",
    "임",
    "지도서",
];

/// Names of folders.
pub(super) const FOLDERS: &[&str] =
    &["instructor", "강사", "강사용", "교사", "교사용", "강사전용", "강사자료", "facilitator", "trainer"];

/// What other tools begin a block with.
pub(super) const OPENINGS: &[&str] = &["%%", "{%", "{{%", "{{<", "{:", "{.", "!!!", "???", ":::"];
