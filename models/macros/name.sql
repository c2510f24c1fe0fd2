-- UTF-8 that was read as Windows-1252, once or twice, back to letters: `Ã‘` is N, `ÃƒÂ±` is n.
-- Only the base letter is restored: names compare without accents.
create or replace macro mended(published) as
    if(not regexp_matches(published, 'Ã|Â|â€|Å'), published,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(
            published, 'Ãƒ', 'Ã'), 'â€˜', '‘'), 'â€°', '‰'), 'â€œ', '“'), 'Å¡', 'š'), 'Å“', 'œ'), 'Ã‚', 'Â'),
        'Â([\x{80}-\x{BF}])', '\1', 'g'),
        'Ã[\x{80}-\x{85}€‚ƒ„…]', 'A', 'g'),
        'Ã[\x{A1}-\x{A5}]', 'a', 'g'),
        'Ã[\x{87}‡]', 'C', 'g'),
        'Ã[\x{A7}]', 'c', 'g'),
        'Ã[\x{88}-\x{8B}ˆ‰Š‹]', 'E', 'g'),
        'Ã[\x{A8}-\x{AB}]', 'e', 'g'),
        'Ã[\x{8C}-\x{8F}ŒŽ]', 'I', 'g'),
        'Ã[\x{AC}-\x{AF}]', 'i', 'g'),
        'Ã[\x{91}‘'']', 'N', 'g'),
        'Ã[\x{B1}]', 'n', 'g'),
        'Ã[\x{92}-\x{96}’“”•–"]', 'O', 'g'),
        'Ã[\x{B2}-\x{B6}]', 'o', 'g'),
        'Ã[\x{99}-\x{9C}™š›œ]', 'U', 'g'),
        'Ã[\x{B9}-\x{BC}]', 'u', 'g'),
        '([a-z])Ã', '\1i', 'g'));

-- Letters that are no letter with an accent, as those that they stand for.
create or replace macro without_rare_letters(published) as
    if(not regexp_matches(published, '[ŁłØøĐđßẞÆæ]'), published,
    replace(replace(replace(replace(translate(published, 'ŁłØøĐđ', 'LlOoDd'), 'ß', 'ss'), 'ẞ', 'SS'), 'Æ', 'AE'), 'æ', 'ae'));

-- Text of a name in upper case, without accents and mojibake; punctuation stays. A capital within a word begins another.
create or replace macro folded_name(published) as
    upper(strip_accents(regexp_replace(
        mended(without_rare_letters(published)), '([a-zà-ÿ]{2})([A-ZÑ][a-zà-ÿ])', '\1 \2', 'g')));

-- What in a folded name is a remark: what stands in brackets or quotes, after `alias`, `viuda`, a semicolon or a bar.
create or replace macro remark_pattern() as
    '\([^)]*\)?|\[[^\]]*\]?|"[^"]*"?|“[^”]*”?|«[^»]*»?'
    || '|(?:^| )''[^'']+''|\b(?:ALIAS|APODAD[OA]|A\.? ?K\.? ?A\.?|VIUDA|VDA)\b.*$|[;|].*$';

-- Words of a folded name and its commas, in order: apostrophes within a word dropped, a letter lost kept as the mark �
-- (`JOS?`), digits read for letters put back (`R0NALD`).
create or replace macro name_words(folded) as
    case
        when not regexp_matches(folded, '[^A-Z ]|^ |  | $|^$') then string_split(folded, ' ')
        when not regexp_matches(folded, '[^A-Z ,.]')
            then list_filter(string_split(translate(replace(folded, ',', ' , '), '.', ' '), ' '), lambda word: word <> '')
        else list_transform(
            regexp_extract_all(
                regexp_replace(regexp_replace(folded, '[\x{FFFD}?]+', chr(65533), 'g'), '(\p{L})[''’´`](\p{L})', '\1\2', 'g'),
                '\x{FFFD}?[\p{L}\p{M}0-9][\p{L}\p{M}0-9\x{FFFD}]*|,'),
            lambda word: case
                when not regexp_matches(word, '[0-9]') or not regexp_matches(word, '[A-Z].*[A-Z]')
                    or regexp_full_match(word, '[0-9](?:ER|ERO|RO|DO|TO|ERA|RA|DA|TA)') then word
                when regexp_full_match(word, '[A-Z015]{3,}') then translate(word, '015', 'OIS')
                when length(regexp_replace(word, '[0-9]', '', 'g')) > 2 then regexp_replace(word, '[0-9]', '', 'g')
                else word
            end)
    end;

-- The letters that a mark may stand for, or none.
create or replace macro lost_letters() as ['', 'A', 'E', 'I', 'O', 'U', 'N'];

-- A word whose lost letter no known name explains: an N between vowels, else nothing.
create or replace macro without_lost_letter(word) as
    replace(regexp_replace(word, '([AEIOU])\x{FFFD}([AEIOU])', '\1N\2', 'g'), chr(65533), '');

-- Ranks, titles and forms of address that are never names.
create or replace macro title_pattern() as
    'CNEL|MY|TCNEL|TTE|TTECNEL|CAP|CAPT|CDTE|COMDTE|SGTO|SARG|GRAL|GRALBRIG|CONTRALM|ALM|VALM|CPO|DTGDO|'
    || 'DISTINGUIDO|STTE|SUBTTE|PTTE|PRIMERTENIENTE|SM|SMAY|SMTC|SAY|GNB|FANB|PNB|CPNB|CICPC|'
    || 'SEBIN|DGCIM|EJB|ARB|AMB|DR|DRA|LIC|LICDA|LICDO|ING|ABG|ABOG|PROF|PROFA|TSU|BACH|BR|'
    || 'ARQ|ECON|SR|SRA|SRTA|DON|CIUD|CIUDADANO|CIUDADANA|CDNO|CDNA|PBRO|MONS|MONSENOR|DIP|DIPUTADO|DIPUTADA|'
    || 'EXALCALDE|EXDIPUTADO|PERIODISTA|SINDICALISTA|ADOLESCENTE|INSP|DET|OFIC|SUPV|CONTRALMIRANTE|VICEALMIRANTE|'
    || 'INGENIERO|DOCTORA|LICENCIADO|LICENCIADA|PROFESORA';

-- Ranks that are also surnames: they go only where they stand before a name (`Mayor Juan Soto`, but `Juan Mayor`).
create or replace macro rank_pattern() as
    'MAYOR|CABO|SOLDADO|CAPITAN|TENIENTE|CORONEL|SARGENTO|COMANDANTE|ALFEREZ|GENERAL|MAESTRE|ALMIRANTE|OFICIAL|AGENTE|DETECTIVE|'
    || 'INSPECTOR|COMISARIO|SUPERVISOR|CONCEJAL|CONCEJALA|ALCALDE|ALCALDESA|ABOGADO|ABOGADA|DOCTOR|PROFESOR|PADRE|FRAY|SOR|S';

-- What may follow a rank.
create or replace macro grade_pattern() as
    'PRIMERO|SEGUNDO|TERCERO|(?:DE )?(?:BRIGADA|DIVISION)|DE (?:PRIMERA|SEGUNDA|TERCERA|NAVIO|FRAGATA|CORBETA)';

-- A name's words in one text, commas apart as ` , `, without titles and the ranks that stand before it.
create or replace macro untitled(titled) as
    if(not regexp_matches(titled, '[0-9]|\b(?:' || title_pattern() || ')\b|(?:^|, )(?:' || rank_pattern() || ') '), titled,
    array_to_string(
        list_filter(
            string_split(
                regexp_replace(
                    regexp_replace(titled, '(?:^| )\S*[0-9]\S*', '', 'g'),
                    '(^|, ) ?(?:' || title_pattern() || '|' || rank_pattern() || ') (?:(?:'
                    || title_pattern() || '|' || rank_pattern() || '|' || grade_pattern() || ') )*(\p{L}{2,} )',
                    '\1\2'),
                ' '),
            lambda word: word <> '' and not regexp_full_match(word, title_pattern())),
        ' '));

-- Particles joined to the name that they lead: DE LA ROSA is DELAROSA, DA COSTA is DACOSTA.
create or replace macro with_joined_particles(words) as
    if(
        not regexp_matches(
            words, '(?:^| )(?:DE|DEL|DELA|DELAS|DELOS|DELO|DELLA|DAS|DA|DOS|DO|DI|VANDER|VANDEN|VANDE|VAN|VON|SAN|SANTA|STA|'
            || 'MAC|MC|LAS|LOS|LA|LE|EL|AL|DEEL|DESAN|DESANTA) '),
        words,
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(words, '(^| )(DE) (LA|LAS|LOS|LO|EL|SAN|SANTA) ', '\1\2\3 ', 'g'),
                '(^| )(VAN) (DER|DEN|DE) ', '\1\2\3 ', 'g'),
            '(^| )(DE LA|DELA|DELAS|DELOS|DELO|DEEL|DESAN|DESANTA|DEL|DE|DAS|DA|DOS|DO|DI|DELLA|VANDER|VANDEN|'
                || 'VANDE|VAN|VON|SAN|SANTA|STA|MAC|MC|LAS|LOS|LA|LE|EL|AL) (\p{L}{2,})',
            '\1\2\3', 'g'),
        '(^| )(DE) (DEL\p{L}{2,}|SAN\p{L}{2,})', '\1\2\3', 'g'));

-- Remarks as letters and digits alone, those without any left out.
create or replace macro without_marks(remarks) as
    if(
        remarks = [],
        remarks,
        list_filter(
            list_transform(
                string_split(
                    regexp_replace(array_to_string(remarks, chr(31)), '[^\p{L}\p{M}\p{N}\x{1F}]+', ' ', 'g'), chr(31)),
                lambda remark: trim(remark)),
            lambda remark: remark <> ''));

-- A part without what spellings by ear differ in most: B and V, S and Z and C and K, I and Y, G and J, H, doubled letters.
create or replace macro plain_spelling(part) as
    replace(replace(replace(replace(translate(part, 'VZCXKQYGWH', 'BSSSSSIJU'), 'LL', 'L'), 'NN', 'N'), 'SS', 'S'), 'RR', 'R');

-- Parts that are no initials.
create or replace macro words_of(parts, initials) as
    if(initials = [], parts, list_filter(parts, lambda part: length(part) > 1));

-- How a part begins and ends.
create or replace macro affixes(part) as ['^' || left(part, 2), '^' || left(part, 3), right(part, 2) || '$', right(part, 3) || '$'];

-- How a part sounds in Venezuelan Spanish, so that spellings by ear meet: B and V, S and C and Z and X, LL and Y and
-- J and G before E or I, K and QU and C, silent H, I and Y, W and U and GU, M and N at the end of a syllable, doubled letters.
create or replace macro ear_key(part) as
    list_reduce(
        list_prepend('', string_split(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                replace(replace(replace(replace(replace(part, 'CH', 'c'), 'PH', 'F'), 'SH', 'c'), 'CK', 'K'), 'WILL', 'WIL'),
                '^JH|^GI([AEOU])', 'J\1'),
                'G([EI])', 'J\1', 'g'),
                'GU([EI])', 'G\1', 'g'),
                'QU([EI])', 'K\1', 'g'),
                'C([EIY])', 'S\1', 'g'),
                'LL|^Y|^I([AEOU])', 'J\1', 'g'),
                '([AEIOU])Y([AEIOU])', '\1J\2', 'g'),
                '^(?:WU|GU|HU|W)([AEIO])', 'U\1'),
                '[H'']', '', 'g'),
                'M([^AEIOU]|$)', 'N\1', 'g'),
                'TZ|CZ|KS', 'S', 'g'),
                'Y', 'I', 'g'),
            '')),
        lambda key, letter: if(
            right(key, 1) = translate(letter, 'VWZXCQ', 'BUSSKK'), key, key || translate(letter, 'VWZXCQ', 'BUSSKK')));

-- Particles that lead a part of a name and are joined to it.
create or replace macro name_particles() as
    ['DELAS', 'DELOS', 'DELA', 'DEL', 'DE', 'DAS', 'DA', 'DOS', 'DO', 'DI', 'LAS', 'LOS', 'LA', 'VAN', 'VON', 'SAN'];

-- Whether a part is another led by its particle: DELAROSA and ROSA.
create or replace macro led_by_particle(part, stem) as
    length(stem) > 3 and ends_with(part, stem)
    and list_contains(name_particles(), left(part, length(part) - length(stem)));

-- Whether a part is the diminutive of a name that the dictionary knows: LUISITO of LUIS, PEDRITO of PEDRO.
create or replace macro is_diminutive(part, name, name_known) as
    name_known and right(part, 3) in ('ITO', 'ITA')
    and name in (
        regexp_replace(part, 'C?IT[OA]$', ''), regexp_replace(part, 'C?IT[OA]$', 'O'), regexp_replace(part, 'C?IT[OA]$', 'A'));

-- A part as a scanner may have read it.
create or replace macro scanned(part) as replace(replace(part, 'RN', 'M'), 'II', 'U');

-- Whether two words are a slip apart: one letter wrong, missing, doubled or swapped; two where both have seven or more.
-- The similarity that is cheap to find shuts out most.
create or replace macro is_slip(part, other, ear, other_ear) as
    abs(length(part) - length(other)) <= 3
    and jaro_similarity(part, other) > 0.6
    and least(
        damerau_levenshtein(part, other), damerau_levenshtein(scanned(part), scanned(other)), damerau_levenshtein(ear, other_ear)
    ) <= if(least(length(part), length(other)) >= 7, 2, 1);

-- Whether two words of four letters or more differ in two letters or three, as one written in haste from hearsay does.
create or replace macro is_blurred(part, other, ear, other_ear) as
    least(length(part), length(other)) >= 4
    and abs(length(part) - length(other)) <= 3
    and jaro_similarity(part, other) > 0.6
    and least(
        damerau_levenshtein(part, other), damerau_levenshtein(scanned(part), scanned(other)), damerau_levenshtein(ear, other_ear)
    ) <= if(least(length(part), length(other)) >= 6, 3, 2);

-- Whether a word is another and something more, a space lost: REYESPACIO, and REYES or PACIO.
create or replace macro is_joined(part, piece) as
    length(piece) >= 4 and length(part) >= length(piece) + 4 and (starts_with(part, piece) or ends_with(part, piece));
