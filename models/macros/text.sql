-- Text as people mean it: composed characters, no spaces at the ends or doubled within; null if nothing is left.
create or replace macro squeezed(published) as
    nullif(trim(regexp_replace(nfc_normalize(published), '[\s\x{00A0}\x{200B}\x{FEFF}]+', ' ', 'g')), '');

-- Places, offences and codes compare without accents, case and punctuation.
create or replace macro folded(published) as
    nullif(trim(regexp_replace(upper(strip_accents(published)), '[^\p{L}\p{N}]+', ' ', 'g')), '');

-- Codes joined by `|`, as a list; empty where there are none.
create or replace macro code_list(joined) as
    list_filter(list_transform(string_split(coalesce(joined, ''), '|'), lambda code: trim(code)), lambda code: code <> '');

-- A published row's own name: its source, and what tells it from other rows of its file, in whatever file it stands.
create or replace macro record_id_of(source_id, row_key, occurrence) as
    source_id || ':' || left(sha256(row_key || '/' || occurrence), 16);

-- A few words as a sentence.
create or replace macro as_sentence(words) as upper(left(words, 1)) || words[2:] || '.';

-- A person's name, after the row of theirs that was seen first.
create or replace macro person_id_of(record_id) as 'P' || left(sha256(record_id), 12);
