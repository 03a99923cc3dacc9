"""The questions, each one SQL view, so that Datasette or ``sqlite3`` can ask them without us.

The views join and group over indexed tables only, not over one another (the kinds of one work
apart): SQLite then carries a condition such as ``cited_id = ?`` down to the index, and an answer
costs what it touches.
"""

from __future__ import annotations

_PAPER = """
SELECT w.id AS work_id, w.cite_key, w.title, w.author, w.issued,
  max(d.list_known) OR EXISTS (
    SELECT 1 FROM work_record o
      JOIN record q ON q.id = o.record_id AND q.origin = 'registry'
      JOIN citation c ON c.citing_record_id = q.id
    WHERE o.work_id = w.id) AS list_known,
  CASE WHEN max(d.list_known) = 0 THEN min(d.list_reason) END AS list_reason,
  count(*) AS documents,
  (SELECT count(*) FROM work_record m
     JOIN record p ON p.id = m.record_id AND p.origin = 'page'
     JOIN reference e ON e.document_id = p.document_id
   WHERE m.work_id = w.id AND e.grammar IS NULL) AS unread
FROM work w
JOIN work_record wr ON wr.work_id = w.id
JOIN record r ON r.id = wr.record_id AND r.origin = 'page'
JOIN document d ON d.id = r.document_id
GROUP BY w.id
"""

# One edge for each citing work, cited work and entry, however often the page was copied:
# of several copies always the same one speaks. Narrow, since grouping sorts what it carries.
_EDGE = """
SELECT a.work_id AS citing_id, b.work_id AS cited_id, c.number, min(c.reference_id) AS reference_id
FROM citation c
JOIN work_record a ON a.record_id = c.citing_record_id
JOIN work_record b ON b.record_id = c.cited_record_id
GROUP BY a.work_id, b.work_id, c.number
"""

_WHO_CITES = """
SELECT n.citing_id, n.cited_id, n.number, e.label, n.citing_id = n.cited_id AS itself,
  v.cite_key AS citing_key, v.title AS citing_title, v.author AS citing_author, v.issued AS citing_issued,
  w.cite_key AS cited_key, w.title AS cited_title, w.author AS cited_author, w.issued AS cited_issued,
  e.text, e.grammar, e.confidence, n.reference_id, e.document_id
FROM (
  SELECT a.work_id AS citing_id, b.work_id AS cited_id, c.number, min(c.reference_id) AS reference_id
  FROM citation c
  JOIN work_record a ON a.record_id = c.citing_record_id
  JOIN work_record b ON b.record_id = c.cited_record_id
  GROUP BY a.work_id, b.work_id, c.number
) n
JOIN work v ON v.id = n.citing_id
JOIN work w ON w.id = n.cited_id
JOIN reference e ON e.id = n.reference_id
"""

_SHARED = """
SELECT b.work_id AS cited_id, w.cite_key, w.title, w.author, w.issued,
  count(DISTINCT a.work_id) AS papers,
  group_concat(DISTINCT coalesce(v.cite_key, v.id)) AS citing,
  (SELECT group_concat(s.kind) FROM (
     SELECT k.kind FROM study_kind k WHERE k.work_id = b.work_id ORDER BY k.kind) s) AS kinds
FROM citation c
JOIN work_record a ON a.record_id = c.citing_record_id
JOIN work_record b ON b.record_id = c.cited_record_id
JOIN work v ON v.id = a.work_id
JOIN work w ON w.id = b.work_id
GROUP BY b.work_id
HAVING count(DISTINCT a.work_id) > 1
"""

# Both pairings stand each pair both ways round, so that left_id alone finds all of a work's.
_CO_CITATION = """
SELECT b1.work_id AS left_id, b2.work_id AS right_id, count(DISTINCT a1.work_id) AS papers
FROM work_record b1
JOIN citation c1 ON c1.cited_record_id = b1.record_id
JOIN work_record a1 ON a1.record_id = c1.citing_record_id
JOIN work_record a2 ON a2.work_id = a1.work_id
JOIN citation c2 ON c2.citing_record_id = a2.record_id
JOIN work_record b2 ON b2.record_id = c2.cited_record_id AND b2.work_id <> b1.work_id
GROUP BY b1.work_id, b2.work_id
"""

_COUPLING = """
SELECT a1.work_id AS left_id, a2.work_id AS right_id, count(DISTINCT b1.work_id) AS works
FROM work_record a1
JOIN citation c1 ON c1.citing_record_id = a1.record_id
JOIN work_record b1 ON b1.record_id = c1.cited_record_id
JOIN work_record b2 ON b2.work_id = b1.work_id
JOIN citation c2 ON c2.cited_record_id = b2.record_id
JOIN work_record a2 ON a2.record_id = c2.citing_record_id AND a2.work_id <> a1.work_id
GROUP BY a1.work_id, a2.work_id
"""

# The user's last word on a kind stands. A rule is silent on a kind the user spoke of, and
# altogether where the user says what the work is.
_STUDY_KIND = """
SELECT wr.work_id, t.kind, t."by", t.evidence
FROM tag t JOIN work_record wr ON wr.record_id = t.record_id
WHERE t.holds = 1 AND t.seq = (
  SELECT max(u.seq) FROM work_record m JOIN tag u ON u.record_id = m.record_id
  WHERE m.work_id = wr.work_id AND u.kind = t.kind)
UNION ALL
SELECT t.work_id, t.kind, t."by", t.evidence
FROM tag t
WHERE t."by" = 'rule' AND NOT EXISTS (
  SELECT 1 FROM work_record m JOIN tag u ON u.record_id = m.record_id
  WHERE m.work_id = t.work_id AND (u.kind = t.kind OR u.holds = 1 AND u.seq = (
    SELECT max(x.seq) FROM work_record n JOIN tag x ON x.record_id = n.record_id
    WHERE n.work_id = t.work_id AND x.kind = u.kind)))
"""

# What a reader must see of what happened to a work after it came out; the gravest was put first.
_NOTICED = """
SELECT m.work_id, n.kind, n.DOI, n."by", n.issued, n.sources, n.seq,
  replace(n.type, '_', ' ') || coalesce(' on ' || n.issued, '') || ': ' || n."by" AS brief
FROM notice n JOIN work_record m ON m.record_id = n.record_id
WHERE n.stands = 1 AND n.kind IN ('retraction', 'reinstatement', 'concern', 'correction')
"""

# Of several decisions on one pair the last that was not taken back holds.
_STANDING = """
SELECT d.seq, d.at, d.who, d.left_id, d.right_id, d.said, d.undoes, d.because
FROM decision d
WHERE d.said IS NOT NULL AND d.seq = (
  SELECT max(x.seq) FROM decision x
  WHERE x.left_id = d.left_id AND x.right_id = d.right_id AND x.said IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = x.seq))
"""

# Ties between works that are not one, seen by the rules or said by a person.
_LINKED = """
SELECT a.work_id AS left_work_id, b.work_id AS right_work_id, l.kind, 'rule' AS "by", l.because
FROM link l
JOIN work_record a ON a.record_id = l.left_id
JOIN work_record b ON b.record_id = l.right_id
WHERE a.work_id <> b.work_id
UNION
SELECT a.work_id, b.work_id, CASE s.said WHEN 'version' THEN 'version' ELSE 'same patients' END, s.who, s.because
FROM standing_decision s
JOIN work_record a ON a.record_id = s.left_id
JOIN work_record b ON b.record_id = s.right_id
WHERE s.said IN ('version', 'companion') AND a.work_id <> b.work_id
"""

# Keys of works that went into others, keys that library files give, and the key to cite by now.
_KEY_MAP = """
SELECT k.key AS old_key, w.cite_key AS kept_key, w.id AS work_id
FROM cite_key k
JOIN work_alias a ON a.id = k.work_id
JOIN work w ON w.id = a.work_id
WHERE w.cite_key IS NOT NULL AND w.cite_key <> k.key
UNION
SELECT e.key, w.cite_key, w.id
FROM entry e
JOIN record r ON r.origin_id = e.id AND r.origin = 'library'
JOIN work_record m ON m.record_id = r.id
JOIN work w ON w.id = m.work_id
WHERE e.key IS NOT NULL AND w.cite_key IS NOT NULL AND w.cite_key <> e.key
"""

VIEWS = {
    "paper": _PAPER,
    "edge": _EDGE,
    "who_cites": _WHO_CITES,
    "shared_references": _SHARED,
    "co_citation": _CO_CITATION,
    "coupling": _COUPLING,
    "study_kind": _STUDY_KIND,
    "noticed": _NOTICED,
    "standing_decision": _STANDING,
    "linked": _LINKED,
    "key_map": _KEY_MAP,
}
