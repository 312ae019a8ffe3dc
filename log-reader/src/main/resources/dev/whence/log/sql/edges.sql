-- Of two lines with one ID the first counts, as everywhere.
INSERT INTO edges
WITH firsts AS (
  SELECT *, lag(id) OVER (PARTITION BY task ORDER BY n, place) AS previous
  FROM (
    SELECT lines.rowid AS place, lines.*, ahead_us
    FROM lines LEFT JOIN (SELECT process, ahead_us FROM clocks) USING (process)
    WHERE n > 0
  )
  QUALIFY previous IS DISTINCT FROM id
), named AS (
  SELECT previous AS cause, id AS effect, 'then' AS kind FROM firsts WHERE previous IS NOT NULL
  UNION ALL
  SELECT unnest(after), id, nullif(unnest(via), '') FROM firsts
)
SELECT
  named.*,
  cause.service,
  effect.service,
  (epoch_us(effect.time) - effect.ahead_us - epoch_us(cause.time) + cause.ahead_us) / 1000
FROM named
JOIN firsts AS effect ON effect.id = named.effect
LEFT JOIN firsts AS cause ON cause.id = named.cause;
