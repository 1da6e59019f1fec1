SELECT
  `met` AS met,
  `sure` AS sure,
  `possible` AS possible,
  `named` AS named,
  `outcome` AS outcome
FROM (
  SELECT
    *,
    CASE
      WHEN `sure`
      THEN 'licence_required'
      WHEN `possible`
      THEN 'undetermined'
      ELSE 'not_required'
    END AS `outcome`
  FROM (
    SELECT
      *,
      COALESCE(`t11`, FALSE) AS `sure`,
      COALESCE(`t11`, TRUE) AS `possible`
    FROM (
      SELECT
        *,
        CASE
          WHEN `on` >= CAST('2026-11-11' AS DATE)
          THEN CAST(NULL AS BOOLEAN)
          WHEN `on` >= CAST('2025-12-01' AS DATE)
          THEN TRUE
          ELSE FALSE
        END
        AND `met` AS `t11`
      FROM (
        SELECT
          *,
          NOT `ship_to` IN ('CN', 'HK', 'MO')
          AND (
            CASE
              WHEN (
                `cn_part1_value__lo` * 1000
              ) >= `item_value__hi`
              THEN TRUE
              WHEN (
                `cn_part1_value__hi` * 1000
              ) < `item_value__lo`
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR CASE
              WHEN `use_memory_layers__lo` > 255
              THEN TRUE
              WHEN `use_memory_layers__hi` <= 255
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR CASE
              WHEN `item_value__lo` = 1 AND `item_value__hi` = 1
              THEN TRUE
              WHEN `item_value__lo` > 1 OR `item_value__hi` < 1
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
            OR `end_user_military`
          ) AS `met`,
          NOT `annex1` IS NULL AS `named`
        FROM (
          SELECT
            `on`,
            `ship_to`,
            `annex1`,
            `end_user_military`,
            `cn_part1_value__lo`,
            `cn_part1_value__hi`,
            `item_value__lo`,
            `item_value__hi`,
            `use_memory_layers__lo`,
            `use_memory_layers__hi`
          FROM facts
        ) AS s0
      ) AS s1
    ) AS s2
  ) AS s3
) AS decided
