-- Every release that is one: no transfer, no death, no order alone, no measure lifted, no relative who came along.
select
    release.*,
    (
        select min(appearance.published_on)
        from marts.appearance as appearance
        where appearance.release_id = release.release_id
    ) as known_on
from marts.release as release
where not list_has_any(release.flags, ['TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT'])
