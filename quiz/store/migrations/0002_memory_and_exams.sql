ALTER TABLE session ADD COLUMN mode TEXT NOT NULL DEFAULT 'study';
ALTER TABLE session ADD COLUMN terms TEXT;  -- of an exam: JSON

ALTER TABLE attempt ADD COLUMN certainty TEXT;  -- how sure the learner said to be
ALTER TABLE attempt ADD COLUMN proof TEXT;      -- the statement of the document marked as proving the answer

ALTER TABLE wording ADD COLUMN cites TEXT NOT NULL DEFAULT '[]';  -- JSON list

-- The attempts that count, each question by the name it has in its session: a session of no bank goes across several.
CREATE VIEW asked AS
SELECT
    kept.id, session, iif(session.bank = '', kept.bank || '/' || question, question) AS question,
    fingerprint, given, at, seconds, certainty, proof
FROM kept JOIN session ON session.id = kept.session;

-- What happened in an exam, of which its answers are attempts only once it is handed in.
CREATE TABLE exam_event (
    id TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    event TEXT NOT NULL,  -- JSON
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX event_of_exam ON exam_event (session);

-- Questions that are not to be reviewed, until a later row says otherwise.
CREATE TABLE suspension (
    id TEXT NOT NULL PRIMARY KEY,
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    raised INTEGER NOT NULL CHECK (raised IN (0, 1)),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX suspension_of_question ON suspension (bank, question);

-- With max() as the only one of its kind in a SELECT, the bare columns are those of the row that has the maximum.
CREATE VIEW suspended AS
SELECT bank, question FROM (SELECT bank, question, raised, max(id) FROM suspension GROUP BY bank, question) WHERE raised;

-- The day of the exam for which a bank is learnt, until a later row says otherwise; a null day means none.
CREATE TABLE exam_day (
    id TEXT NOT NULL PRIMARY KEY,
    bank TEXT NOT NULL,
    day TEXT,  -- YYYY-MM-DD, on the learner's calendar
    minutes REAL NOT NULL,  -- a day to learn in
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX exam_day_of_bank ON exam_day (bank);

-- What follows is drawn from the tables above: memory is brought up to date when it is asked for, and `stale` names the
-- questions whose attempts it has not been told of.

CREATE TABLE memory (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    part TEXT NOT NULL,  -- of a matching question the prompt, else ''
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    due INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    fact TEXT NOT NULL,         -- the digest of the key that is remembered
    fingerprint TEXT NOT NULL,  -- of the wording answered last
    certainty TEXT,             -- and how sure the learner was then
    is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
    PRIMARY KEY (bank, question, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_by_due ON memory (due);

CREATE TABLE stale (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (bank, question)
) STRICT, WITHOUT ROWID;

-- What `due` was reckoned with, in one row: the desired retention, and how far the clock of the days is ahead of UTC.
CREATE TABLE memory_terms (retention REAL NOT NULL, ahead INTEGER NOT NULL) STRICT;

INSERT INTO stale SELECT DISTINCT bank, question FROM attempt;

CREATE TRIGGER attempt_makes_memory_stale AFTER INSERT ON attempt
BEGIN
    INSERT OR IGNORE INTO stale VALUES (NEW.bank, NEW.question);
END;

CREATE TRIGGER retraction_makes_memory_stale AFTER INSERT ON retraction
BEGIN
    INSERT OR IGNORE INTO stale SELECT bank, question FROM attempt WHERE id = NEW.attempt;
END;

