-- What happened is kept in tables whose rows are added and never changed, so that two histories merge as the union of
-- their rows. They name one another by id but without foreign keys: a merge may bring a retraction before its attempt.
-- Times are milliseconds since 1970 in UTC. Ids are UUIDs of version 7, and sort by the time they were made.

PRAGMA application_id = 0x5155495A;  -- "QUIZ"

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    bank TEXT NOT NULL,
    questions TEXT NOT NULL,  -- JSON list of question ids, in the order of asking
    seed TEXT NOT NULL,       -- decimal, of any length
    rule TEXT NOT NULL,
    began INTEGER NOT NULL,
    again TEXT                -- the session whose missed questions this one asks again
) STRICT, WITHOUT ROWID;

CREATE TABLE session_end (
    session TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    id TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- of the wording that was answered
    given TEXT NOT NULL,        -- JSON: {"chosen": [option, ...]} or {"matched": [[prompt, choice], ...]}
    fraction REAL NOT NULL,     -- the mark, from 0 to 1
    rule TEXT NOT NULL,
    at INTEGER NOT NULL,
    seconds REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_of_session ON attempt (session);
CREATE INDEX attempt_of_question ON attempt (bank, question);

CREATE TABLE wording (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    stem TEXT NOT NULL,
    keys TEXT NOT NULL  -- JSON list
) STRICT, WITHOUT ROWID;

CREATE TABLE retraction (
    attempt TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE flag (
    id TEXT NOT NULL PRIMARY KEY,
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    note TEXT NOT NULL,
    raised INTEGER NOT NULL CHECK (raised IN (0, 1)),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX flag_of_question ON flag (bank, question);

-- The attempts that count: those that were not taken back.
CREATE VIEW kept AS
SELECT * FROM attempt WHERE NOT EXISTS (SELECT 1 FROM retraction WHERE retraction.attempt = attempt.id);

-- What follows is drawn from the tables above and kept true by triggers, whoever adds the rows and in whatever order,
-- so that the home screen reads a row a question and not a row an answer.

CREATE TABLE tally (
    bank TEXT NOT NULL,
    question TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    "right" INTEGER NOT NULL,  -- how many had a mark within 1e-6 of 1 (core.marking.TOLERANCE), and of 0
    wrong INTEGER NOT NULL,
    billionths INTEGER NOT NULL,    -- the sums of marks and of seconds, in whole numbers: they add up to the same in
    milliseconds INTEGER NOT NULL,  -- any order
    latest TEXT NOT NULL,  -- the id of the latest attempt, and three columns of it
    fraction REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (bank, question)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_counts AFTER INSERT ON attempt
WHEN NOT EXISTS (SELECT 1 FROM retraction WHERE attempt = NEW.id)
BEGIN
    INSERT INTO tally VALUES (
        NEW.bank, NEW.question, 1, NEW.fraction > 1 - 1e-6, NEW.fraction < 1e-6,
        CAST(round(NEW.fraction * 1e9) AS INTEGER), CAST(round(NEW.seconds * 1e3) AS INTEGER),
        NEW.id, NEW.fraction, NEW.fingerprint, NEW.at
    )
    ON CONFLICT (bank, question) DO UPDATE SET
        attempts = attempts + 1,
        "right" = "right" + excluded."right",
        wrong = wrong + excluded.wrong,
        billionths = billionths + excluded.billionths,
        milliseconds = milliseconds + excluded.milliseconds,
        latest = max(latest, excluded.latest),
        fraction = iif(excluded.latest > latest, excluded.fraction, fraction),
        fingerprint = iif(excluded.latest > latest, excluded.fingerprint, fingerprint),
        at = iif(excluded.latest > latest, excluded.at, at);
END;

CREATE TRIGGER retracted_attempt_does_not_count AFTER INSERT ON retraction
BEGIN
    DELETE FROM tally
    WHERE (bank, question) IN (SELECT bank, question FROM attempt WHERE id = NEW.attempt);
    -- With max() as the only one of its kind in a SELECT, the bare columns are those of the row that has the maximum.
    INSERT INTO tally
    SELECT
        bank, question, count(*), sum(fraction > 1 - 1e-6), sum(fraction < 1e-6),
        sum(CAST(round(fraction * 1e9) AS INTEGER)), sum(CAST(round(seconds * 1e3) AS INTEGER)),
        max(id), fraction, fingerprint, at
    FROM kept
    WHERE (bank, question) IN (SELECT bank, question FROM attempt WHERE id = NEW.attempt)
    GROUP BY bank, question;
END;

CREATE TABLE open_session (
    session TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER begun_session_is_open AFTER INSERT ON session
WHEN NOT EXISTS (SELECT 1 FROM session_end WHERE session = NEW.id)
BEGIN
    INSERT INTO open_session VALUES (NEW.id);
END;

CREATE TRIGGER ended_session_is_not_open AFTER INSERT ON session_end
BEGIN
    DELETE FROM open_session WHERE session = NEW.session;
END;
