-- How the checks of each weight went, and which failed.
select severity, count(*) as checks, count(*) filter (not passed) as failed,
    list({table_name: table_name, rule: rule, failing: failing} order by table_name, rule) filter (not passed) as failures
from meta.check
group by severity
order by severity
