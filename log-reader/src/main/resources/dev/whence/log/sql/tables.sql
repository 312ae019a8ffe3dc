CREATE OR REPLACE TABLE lines (
  file VARCHAR,
  line BIGINT,
  kind VARCHAR,
  id VARCHAR,
  task VARCHAR,
  n BIGINT,
  process VARCHAR,
  hlc VARCHAR,
  stamp VARCHAR,
  time TIMESTAMP,
  service VARCHAR,
  instance VARCHAR,
  level VARCHAR,
  logger VARCHAR,
  thread VARCHAR,
  correlation VARCHAR,
  message VARCHAR,
  exception VARCHAR,
  after VARCHAR[],
  via VARCHAR[],
  seq BIGINT,
  clock_ahead BOOLEAN,
  after_truncated BOOLEAN,
  site VARCHAR,
  submitted TIMESTAMP,
  begun TIMESTAMP,
  dropped BIGINT,
  text VARCHAR
);

CREATE OR REPLACE TABLE clocks (
  process VARCHAR,
  service VARCHAR,
  ahead_us BIGINT,
  least_us BIGINT,
  most_us BIGINT
);

CREATE OR REPLACE VIEW events AS
SELECT lines.* EXCLUDE (kind, dropped), time - to_microseconds(ahead_us) AS corrected
FROM lines LEFT JOIN (SELECT process, ahead_us FROM clocks) USING (process)
WHERE n > 0;

CREATE OR REPLACE TABLE edges (
  cause VARCHAR,
  effect VARCHAR,
  kind VARCHAR,
  cause_service VARCHAR,
  effect_service VARCHAR,
  took_ms DOUBLE
);

CREATE OR REPLACE VIEW operations AS
SELECT
  correlation,
  count(*) AS lines,
  count(DISTINCT task) AS tasks,
  list_sort(list(DISTINCT service) FILTER (service IS NOT NULL)) AS services,
  min(corrected) AS first,
  max(corrected) AS last,
  (epoch_us(max(corrected)) - epoch_us(min(corrected))) / 1000 AS took_ms,
  count(*) FILTER (level IN ('ERROR', 'FATAL', 'SEVERE')) AS errors,
  arg_min(message, stamp) AS message
FROM events
WHERE correlation IS NOT NULL
GROUP BY correlation;
