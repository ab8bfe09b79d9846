-- The pairs of claims that cannot both hold, by the rules of claimgraph's `conflicts`, over the tables of benchmarks/tables.py.
WITH
-- A claim that stands and states a fact, and how much of its days counts at each grain of time.
standing AS (
    SELECT claim.*, modality.now, (modality.axis = 'intent' AND NOT modality.now) OR modality.id LIKE '%#projected' AS to_come,
           polarity LIKE '%#denied' AS denied
    FROM claim JOIN modality ON claim.modality = modality.id
    WHERE NOT gone AND stance LIKE '%#fact'
),
said AS (
    SELECT c.id AS claim, s.subject, s.predicate, s.value, p.grain, p.functional OR p.scores AS single, p.two_ended, c.denied, c.now, c.to_come,
           CASE p.grain WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END AS n,
           c.has_since, c.since_last, c.has_until, c.until_first, c.said_first, c.said_last
    FROM standing c JOIN statement s ON s.claim = c.id JOIN predicate p ON p.id = s.predicate
),
timed AS (
    SELECT *, CASE WHEN has_since THEN left(coalesce(since_last, '9999-12-31'), n) END AS first,
           -- Of what is so at all times, only an end that is written ends anything.
           left(coalesce(CASE WHEN has_until THEN until_first END, CASE WHEN grain <> 'always' THEN said_first END), n) AS last
    FROM said
),
so AS (SELECT * FROM timed WHERE now AND NOT denied),
-- What has one value at a time: values of one context that leave no common value.
valued AS (
    SELECT so.*, v.kind, v.exactness, v.low, v.high, v.earliest, v.latest,
           concat_ws(' ', coalesce(v.unit, '-'), coalesce(v.benchmark, '-'), coalesce(v.other, '-'), coalesce(v.respect, '-'), lower(coalesce(v.setting, '-'))) AS context
    FROM so JOIN val v ON v.id = so.value
    WHERE single AND (subject, predicate) IN (SELECT (subject, predicate) FROM so WHERE single GROUP BY ALL HAVING count(DISTINCT value) > 1)
),
functional AS (
    SELECT DISTINCT 'functional' AS kind, a.claim AS one, b.claim AS two, a.subject, a.predicate, a.value AS a, b.value AS b
    FROM valued a JOIN valued b ON a.subject = b.subject AND a.predicate = b.predicate AND a.context = b.context AND a.claim < b.claim
    WHERE a.value <> b.value
      AND CASE WHEN a.kind = 'bounded' AND b.kind = 'bounded' THEN
            a.high < b.low OR b.high < a.low OR a.latest < b.earliest OR b.latest < a.earliest
            OR (a.high = b.low AND (a.exactness LIKE '%#exact' OR a.exactness LIKE '%#nearly' OR b.exactness LIKE '%#exact' OR b.exactness LIKE '%#over'))
            OR (b.high = a.low AND (b.exactness LIKE '%#exact' OR b.exactness LIKE '%#nearly' OR a.exactness LIKE '%#exact' OR a.exactness LIKE '%#over'))
          ELSE lower(a.value) <> lower(b.value) END
      AND NOT coalesce(a.last < b.first OR (a.last = b.first AND a.grain IN ('day', 'always')), false)
      AND NOT coalesce(b.last < a.first OR (b.last = a.first AND a.grain IN ('day', 'always')), false)
),
disjoint_words AS (
    SELECT DISTINCT 'disjoint' AS kind, a.claim AS one, b.claim AS two, a.subject, a.predicate, a.value AS a, b.value AS b
    FROM so a JOIN excluded ON a.value = excluded.one JOIN so b ON b.value = excluded.two AND a.subject = b.subject AND a.predicate = b.predicate
    WHERE NOT a.single AND a.claim < b.claim
      AND NOT coalesce(a.last < b.first OR (a.last = b.first AND a.grain IN ('day', 'always')), false)
      AND NOT coalesce(b.last < a.first OR (b.last = a.first AND a.grain IN ('day', 'always')), false)
),
-- One statement: denied, or still to come, and made. What is said of two things alike may stand either way round;
-- a claim of several statements meets only claims that make them all.
stated AS (
    SELECT * REPLACE (CASE WHEN two_ended THEN least(subject, value) ELSE subject END AS subject,
                      CASE WHEN two_ended THEN greatest(subject, value) ELSE value END AS value)
    FROM timed
),
asking AS (
    SELECT *, count(*) OVER (PARTITION BY claim) AS statements FROM stated
    WHERE (denied AND now) OR (NOT denied AND to_come AND said_first IS NOT NULL)
),
same_statements AS (
    SELECT CASE WHEN a.denied THEN 'denied' ELSE 'not-yet' END AS kind, a.claim AS one, b.claim AS two,
           min(a.subject) AS subject, min(a.predicate) AS predicate, NULL AS a, NULL AS b
    FROM asking a JOIN stated b ON a.subject = b.subject AND a.predicate = b.predicate AND a.value = b.value
    WHERE b.now AND NOT b.denied AND a.claim <> b.claim
      AND CASE WHEN a.denied THEN
            NOT coalesce(a.last < b.first OR (a.last = b.first AND a.grain IN ('day', 'always')), false)
            AND NOT coalesce(b.last < a.first OR (b.last = a.first AND a.grain IN ('day', 'always')), false)
          ELSE b.said_last IS NOT NULL
               AND left(CASE WHEN b.has_since THEN b.since_last ELSE b.said_last END, b.n) <= left(a.said_first, a.n)
               AND NOT coalesce(b.has_until AND left(b.until_first, b.n) < left(a.said_first, a.n), false) END
    GROUP BY a.claim, b.claim, a.denied, a.statements HAVING count(DISTINCT (a.subject, a.predicate, a.value)) = a.statements
),
disputed AS (
    SELECT 'disputed' AS kind, d.one, d.two, '' AS subject, '' AS predicate, NULL AS a, NULL AS b
    FROM dispute d JOIN claim one ON one.id = d.one JOIN claim two ON two.id = d.two WHERE NOT one.gone AND NOT two.gone
)
SELECT * FROM functional UNION ALL SELECT * FROM disjoint_words UNION ALL SELECT * FROM same_statements UNION ALL SELECT * FROM disputed
