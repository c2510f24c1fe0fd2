-- es: ¿Qué filas de cada fuente se rechazaron, por qué y qué hacer?
-- en: Which rows of each source were refused, why, and what to do?
-- columns: source_id, path, locator, heading, value_text, reason_text, remedy, stops
select rejected.source_id, path, locator, heading, value_text, reason_text, remedy, stops
from meta.rejected as rejected
left join meta.document as document on document.source_id = rejected.source_id and document.sha256 = document_sha256
order by stops desc, rejected.source_id, path, locator, heading
