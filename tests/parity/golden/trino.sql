SELECT
  CASE WHEN "astray" THEN NULL ELSE "met" END AS met,
  CASE WHEN "astray" THEN NULL ELSE "sure" END AS sure,
  CASE WHEN "astray" THEN NULL ELSE "possible" END AS possible,
  CASE WHEN "astray" THEN NULL ELSE "named" END AS named,
  CASE WHEN "astray" THEN 'undetermined' ELSE "outcome" END AS outcome
FROM (
  SELECT
    *,
    CASE
      WHEN "sure"
      THEN 'licence_required'
      WHEN "possible"
      THEN 'undetermined'
      ELSE 'not_required'
    END AS "outcome"
  FROM (
    SELECT
      *,
      COALESCE("t11", FALSE) AS "sure",
      COALESCE("t11", TRUE) AS "possible"
    FROM (
      SELECT
        *,
        CASE
          WHEN "on" >= CAST('2026-11-11' AS DATE)
          THEN CAST(NULL AS BOOLEAN)
          WHEN "on" >= CAST('2025-12-01' AS DATE)
          THEN TRUE
          ELSE FALSE
        END
        AND "met" AS "t11"
      FROM (
        SELECT
          *,
          NOT "ship_to" IN ('CN', 'HK', 'MO')
          AND (
            CASE
              WHEN (
                "cn_part1_value__lo" * 1000
              ) >= "item_value__hi"
              THEN TRUE
              WHEN (
                "cn_part1_value__hi" * 1000
              ) < "item_value__lo"
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR CASE
              WHEN "use_memory_layers__lo" > 255
              THEN TRUE
              WHEN "use_memory_layers__hi" <= 255
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR CASE
              WHEN "item_value__lo" = 1 AND "item_value__hi" = 1
              THEN TRUE
              WHEN "item_value__lo" > 1 OR "item_value__hi" < 1
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR "end_user_military"
          ) AS "met",
          NOT "annex1" IS NULL AS "named"
        FROM (
          SELECT
            *,
            COALESCE(
              (
                "given__ship_to" <> '' AND "ship_to" IS NULL
              )
              OR (
                "cn_part1_value__lo" > "cn_part1_value__hi"
                OR "cn_part1_value__lo" >= 1000000000000000000
                OR "cn_part1_value__hi" >= 1000000000000000000
              )
              OR (
                "item_value__lo" > "item_value__hi"
                OR "item_value__lo" >= 1000000000000000000
                OR "item_value__hi" >= 1000000000000000000
              )
              OR (
                "use_memory_layers__lo" > "use_memory_layers__hi"
                OR "use_memory_layers__lo" >= 1000000000000000000
                OR "use_memory_layers__hi" >= 1000000000000000000
              ),
              FALSE
            ) AS "astray"
          FROM (
            SELECT
              "on",
              "end_user_military",
              CASE WHEN "ship_to" IN ('CN', 'HK', 'MO', 'none') THEN "ship_to" END AS "ship_to",
              "ship_to" AS "given__ship_to",
              CASE WHEN "annex1" IN ('CN', 'HK', 'MO', 'none') THEN "annex1" END AS "annex1",
              "annex1" AS "given__annex1",
              CASE
                WHEN "cn_part1_value__hi" < 0
                THEN NULL
                WHEN "cn_part1_value__lo" < 0
                OR (
                  "cn_part1_value__lo" IS NULL AND NOT "cn_part1_value__hi" IS NULL
                )
                THEN 0
                ELSE "cn_part1_value__lo"
              END AS "cn_part1_value__lo",
              CASE WHEN "cn_part1_value__hi" < 0 THEN NULL ELSE "cn_part1_value__hi" END AS "cn_part1_value__hi",
              CASE
                WHEN "item_value__hi" <= 0
                THEN NULL
                WHEN "item_value__lo" < 0
                OR (
                  "item_value__lo" IS NULL AND NOT "item_value__hi" IS NULL
                )
                THEN 0
                ELSE "item_value__lo"
              END AS "item_value__lo",
              CASE WHEN "item_value__hi" <= 0 THEN NULL ELSE "item_value__hi" END AS "item_value__hi",
              "use_memory_layers__lo",
              "use_memory_layers__hi"
            FROM facts
          ) AS s0
        ) AS s1
      ) AS s2
    ) AS s3
  ) AS s4
) AS decided
