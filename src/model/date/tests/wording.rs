//! Dates in words: all of them in English, and in each other language what its grammar makes hard.

use super::date;
use crate::model::{BuiltinWords, Lang};

fn reads(table: &[(&str, &str)]) {
    reads_in("en", table);
}

/// All that is not as the table has it is told at once: a language is corrected as a whole.
fn reads_in(lang: &str, table: &[(&str, &str)]) {
    let words = &BuiltinWords::of(&Lang::new(lang).unwrap()).unwrap().words().dates;
    let read = table.iter().map(|(text, _)| (*text, date(text).display(words)));
    let wrong: Vec<_> = read.zip(table).filter(|((_, is), (_, wanted))| is != wanted).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A plain date says what it knows and no more: no day is invented for a month, no month for a year.
#[test]
fn plain_dates() {
    reads(&[
        ("2025", "2025"),
        ("2025-12", "December 2025"),
        ("2025-12-19", "19 December 2025"),
        ("2025-02-03", "3 February 2025"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0009", "AD 9"),
        ("0079-08-24", "24 August AD 79"),
        ("0900", "900"),
        ("Y170000", "170,000"),
        ("Y-17000", "17,001 BC"),
        ("Y17E7", "170,000,000"),
        ("Y1E100", "year 1 × 10¹⁰⁰"),
        ("Y-12E90", "year −12 × 10⁹⁰"),
    ]);
}

/// A qualifier of the whole date stands with it; one of a part names the part.
#[test]
fn qualifiers() {
    reads(&[
        ("2025-12~", "about December 2025"),
        ("2025-12-19?", "19 December 2025 (uncertain)"),
        ("2025-12-19%", "about 19 December 2025 (uncertain)"),
        ("2025~", "about 2025"),
        ("2025%", "about 2025 (uncertain)"),
        ("?2025-12-19", "19 December 2025 (year uncertain)"),
        ("2025?-12-19", "19 December 2025 (year uncertain)"),
        ("2025-~12-19", "19 December 2025 (month approximate)"),
        ("2025-12-?19", "19 December 2025 (day uncertain)"),
        ("2025-12~-19", "19 December 2025 (year and month approximate)"),
        ("~2025-?12", "December 2025 (year approximate, month uncertain)"),
        ("2025-12-%19", "19 December 2025 (day uncertain and approximate)"),
        ("?2025-12-?19", "19 December 2025 (year and day uncertain)"),
        ("?2025-21", "spring 2025 (year uncertain)"),
        ("2025-?21", "spring 2025 (season uncertain)"),
        ("2025-~34", "second quarter of 2025 (quarter approximate)"),
    ]);
}

/// Every code of ISO 8601-2 §4.8 has its words, the hemisphere where it names one.
#[test]
fn parts_of_a_year() {
    reads(&[
        ("2025-21", "spring 2025"),
        ("2025-22", "summer 2025"),
        ("2025-23", "autumn 2025"),
        ("2025-24~", "about winter 2025"),
        ("2025-25", "spring 2025 (Northern Hemisphere)"),
        ("2025-28", "winter 2025 (Northern Hemisphere)"),
        ("2025-29", "spring 2025 (Southern Hemisphere)"),
        ("2025-32?", "winter 2025 (Southern Hemisphere, uncertain)"),
        ("2025-33", "first quarter of 2025"),
        ("2025-36", "fourth quarter of 2025"),
        ("2025-37", "first third of 2025"),
        ("2025-39", "last third of 2025"),
        ("2025-40", "first half of 2025"),
        ("2025-41", "second half of 2025"),
    ]);
}

/// A span says once what its ends share, and names an end that is open or unknown.
#[test]
fn spans() {
    reads(&[
        ("2025-12-18/2025-12-19", "18–19 December 2025"),
        ("2025-11-30/2025-12-02", "30 November – 2 December 2025"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2025-11/2025-12", "November–December 2025"),
        ("2024-11/2025-02", "November 2024 – February 2025"),
        ("2024/2025", "2024–2025"),
        ("2025-12-19/2025-12-19", "19 December 2025"),
        ("-0043/-0042", "44–43 BC"),
        ("0009/0014", "AD 9–14"),
        ("-0043/0014", "44 BC – AD 14"),
        ("0079/0120", "AD 79 – 120"),
        ("2024-03/2025", "March 2024 – 2025"),
        ("2024-03/..", "from March 2024"),
        ("../2025-12-30", "by 30 December 2025"),
        ("2024-03/", "from March 2024, end unknown"),
        ("/2025", "until 2025, start unknown"),
        ("2025-12~/2026?", "from about December 2025 to 2026 (uncertain)"),
        ("2025-21/2025-23", "from spring 2025 to autumn 2025"),
        ("156X/158X", "from the 1560s to the 1580s"),
        ("2024-XX/2025", "from 2024 (month unknown) to 2025"),
        ("1XXX/..", "from some time between 1000 and 1999"),
        ("../2025~", "by about 2025"),
        ("2025-XX-19/..", "from the 19th of an unknown month in 2025"),
        ("..2024/2025", "from 2024 or earlier to 2025"),
        ("2024/2025..", "from 2024 to 2025 or later"),
        ("..2024/2025..", "from 2024 or earlier to 2025 or later"),
        ("..2024/..", "from 2024 or earlier"),
        ("/2025..", "until 2025 or later, start unknown"),
        ("XXXX-12-19/XXXX-12-21", "19–21 December, year unknown"),
        ("XXXX-12-30/XXXX-01-02", "30 December – 2 January, year unknown"),
        ("XXXX-12-30/2025", "from 30 December (year unknown) to 2025"),
        ("XXXX/2025", "from a date (year unknown) to 2025"),
        ("Y170000/Y180000", "170,000–180,000"),
    ]);
}

/// One of several is an "or", all of several an "and"; ranges stay ranges.
#[test]
fn sets() {
    reads(&[
        ("[2025-12-18,2025-12-19]", "18 or 19 December 2025"),
        ("{2025-12-18,2025-12-19}", "18 and 19 December 2025"),
        ("[2025-12-18,2025-12-19,2025-12-21]", "18, 19 or 21 December 2025"),
        ("{2025-11-30,2025-12-19}", "30 November and 19 December 2025"),
        ("{2024-12-30,2025-12-19}", "30 December 2024 and 19 December 2025"),
        ("[2025-11,2025-12]", "November or December 2025"),
        ("[2024,2025]", "2024 or 2025"),
        ("[2025]", "2025"),
        ("{2025-12~}", "about December 2025"),
        ("[2024~,2025?]", "about 2024 or 2025 (uncertain)"),
        ("[..2025]", "2025 or earlier"),
        ("[2025..]", "2025 or later"),
        ("{..2025}", "every year up to 2025"),
        ("{2025-12..}", "every month from December 2025 on"),
        ("[2024..2026]", "a year in 2024–2026"),
        ("{2024..2026}", "every year in 2024–2026"),
        ("[2025-12-18..2025-12-20]", "a day in 18–20 December 2025"),
        ("[2025-11..2026-02]", "a month in November 2025 – February 2026"),
        ("[..2020,2025]", "2020 or earlier, or 2025"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("[XXXX-12-18,XXXX-12-19]", "18 or 19 December, year unknown"),
        ("[-0043,-0042]", "44 BC or 43 BC"),
        ("[1XXX,2000]", "some time between 1000 and 1999, or 2000"),
    ]);
}

/// Digits that are not known are called unknown, or give their bounds; what words can't carry is quoted.
#[test]
fn unspecified_digits() {
    reads(&[
        ("156X", "1560s"),
        ("156X~", "1560s (approximate)"),
        ("15XX", "1500s"),
        ("150X", "between 1500 and 1509"),
        ("20XX", "between 2000 and 2099"),
        ("1XXX", "between 1000 and 1999"),
        ("004X", "between AD 40 and AD 49"),
        ("00XX", "between 1 BC and AD 99"),
        ("1X25", "between 1025 and 1925 (1X25)"),
        ("2025-XX", "2025, month unknown"),
        ("2025-XX?", "2025, month unknown (uncertain)"),
        ("2025-XX-XX", "2025, day and month unknown"),
        ("2025-12-XX", "December 2025, day unknown"),
        ("2025-12-XX~", "about December 2025, day unknown"),
        ("2025-XX-19", "the 19th of an unknown month in 2025"),
        ("2025-XX-22", "the 22nd of an unknown month in 2025"),
        ("2025-12-1X", "between 10 and 19 December 2025"),
        ("2025-12-3X", "30 or 31 December 2025"),
        ("2025-12-X9", "9, 19 or 29 December 2025"),
        ("2025-02-X9", "9 or 19 February 2025"),
        ("2025-12-X1", "1, 11, 21 or 31 December 2025"),
        ("2025-1X", "between October and December 2025"),
        ("2025-X2", "February or December 2025"),
        ("2025-1X-XX", "between October and December 2025, day unknown"),
        ("2025-1X-0X", "between 1 October and 9 December 2025 (2025-1X-0X)"),
        ("2025-1X-0X?", "between 1 October and 9 December 2025 (2025-1X-0X, uncertain)"),
        ("156X-12-25", "25 December in the 1560s"),
        ("15XX-12", "December in the 1500s"),
        ("1XXX-12-25", "25 December of a year between 1000 and 1999"),
        ("156X-XX", "1560s, month unknown"),
        ("156X-34", "second quarter in the 1560s"),
        ("XXXX", "year unknown"),
        ("XXXX-12-19", "19 December, year unknown"),
        ("XXXX-12", "December, year unknown"),
        ("XXXX-02-29", "29 February, year unknown"),
        ("XXXX-12-XX", "December, day and year unknown"),
        ("XXXX-XX", "month and year unknown"),
        ("XXXX-XX-XX", "day, month and year unknown"),
        ("XXXX-XX-19", "the 19th of an unknown month, year unknown"),
        ("XXXX-21", "spring, year unknown"),
        ("XXXX-1X-0X", "between 1 October and 9 December, year unknown (XXXX-1X-0X)"),
        ("1950S2", "about 1950 (between 1900 and 1999)"),
        ("1950S2~", "about 1950 (between 1900 and 1999, approximate)"),
        ("1950S4", "1950"),
        ("-0043S2", "about 44 BC (between 100 BC and 1 BC)"),
        ("Y171010000S3", "about 171,010,000 (between 171,000,000 and 171,999,999)"),
        ("Y1E100S1", "about year 1 × 10¹⁰⁰ (significant digits: 1)"),
    ]);
}

/// A time of day stands in the offset that it was written in.
#[test]
fn times() {
    reads(&[
        ("2025-12-19T10:00:00Z", "19 December 2025, 10:00 UTC"),
        ("2025-12-19T10:00:30+01:00", "19 December 2025, 10:00:30 UTC+1"),
        ("2025-12-19T10:00:00-05:30", "19 December 2025, 10:00 UTC−5:30"),
        ("2025-12-19T10:00:00+03", "19 December 2025, 10:00 UTC+3"),
        ("2025-12-19T10:00:00", "19 December 2025, 10:00"),
    ]);
}

/// French puts an article before a day, and contracts it with what stands before.
#[test]
fn french() {
    reads_in(
        "fr",
        &[
            ("2025", "2025"),
            ("2025-12", "décembre 2025"),
            ("2025-12~", "vers décembre 2025"),
            ("2025-12-19", "19 décembre 2025"),
            ("2025-03-01", "1er mars 2025"),
            ("2025-12-19?", "19 décembre 2025 (date incertaine)"),
            ("2025-12-19%", "vers le 19 décembre 2025 (date incertaine)"),
            ("2025-22", "été 2025"),
            ("2025-22~", "vers l’été 2025"),
            ("2025-33", "premier trimestre de 2025"),
            ("2024-03/..", "à partir de mars 2024"),
            ("2024-03-01/..", "à partir du 1er mars 2024"),
            ("2024-03/", "à partir de mars 2024, fin inconnue"),
            ("../2025-12-30", "au plus tard le 30 décembre 2025"),
            ("../2025-12", "au plus tard en décembre 2025"),
            ("../2025-21", "au plus tard au printemps 2025"),
            ("../2025", "au plus tard en 2025"),
            ("/2025-12-30", "jusqu’au 30 décembre 2025, début inconnu"),
            ("/2025", "jusqu’en 2025, début inconnu"),
            ("2025-12-18/2025-12-19", "18–19 décembre 2025"),
            ("2025-12~/2026?", "à partir de décembre 2025 (date approximative) jusqu’en 2026 (date incertaine)"),
            ("2025-21/2025-23", "à partir du printemps 2025 jusqu’à l’automne 2025"),
            ("156X/158X", "à partir des années 1560 jusqu’aux années 1580"),
            ("XXXX-12-19", "19 décembre, année inconnue"),
            ("-0043-03-15", "15 mars 44 av. J.-C."),
            ("-0043", "44 av. J.-C."),
            ("0079", "79 apr. J.-C."),
            ("[2025-12-18,2025-12-19]", "18 ou 19 décembre 2025"),
            ("{2025-12-18,2025-12-19}", "18 et 19 décembre 2025"),
            ("[..2025]", "2025 ou avant"),
            ("156X", "années 1560"),
            ("156X~", "années 1560 (date approximative)"),
            ("15XX", "années 1500 à 1599"),
            ("156X-12-25", "25 décembre d’une des années 1560"),
            ("2025-12-1X", "entre le 10 et le 19 décembre 2025"),
            ("2025-12-1X/2026", "à partir d’un moment entre le 10 et le 19 décembre 2025 jusqu’en 2026"),
            ("2025-1X-0X", "entre le 1er octobre et le 9 décembre 2025 (2025-1X-0X)"),
            ("2025-XX-19", "le 19 d’un mois inconnu de 2025"),
            ("2025-XX-XX", "2025, jour et mois inconnus"),
            ("?2025-12-19", "19 décembre 2025 (date incertaine pour l’année)"),
            ("Y-17000", "17 001 av. J.-C."),
            ("[2024~,2025?]", "vers 2024 ou 2025 (date incertaine)"),
            ("2024-10/..", "à partir d’octobre 2024"),
            ("../2025-XX-19", "au plus tard le 19 d’un mois inconnu de 2025"),
            ("../XXXX", "au plus tard à une date (année inconnue)"),
            ("Y1E100S1", "vers l’an 1 × 10¹⁰⁰ (chiffres significatifs : 1)"),
            ("{..2025}", "chaque année jusqu’en 2025"),
            ("[2024..2026]", "une année de la période 2024–2026"),
        ],
    );
}

/// Ukrainian declines what stands inside a longer wording, and a month beside its day.
#[test]
fn ukrainian() {
    reads_in(
        "uk",
        &[
            ("2025", "2025"),
            ("2025-12", "грудень 2025 року"),
            ("2025-12~", "близько грудня 2025 року"),
            ("2025~", "близько 2025 року"),
            ("2025-12-19", "19 грудня 2025 року"),
            ("2025-12-19?", "19 грудня 2025 року (непевно)"),
            ("2025-22", "літо 2025 року"),
            ("2025-33", "перший квартал 2025 року"),
            ("2024-03/..", "від березня 2024 року"),
            ("2025-21/2025-23", "від весни 2025 року до осені 2025 року"),
            ("../2025-12-30", "не пізніше 30 грудня 2025 року"),
            ("/2025", "до 2025 року, початок невідомий"),
            ("2025-12-18/2025-12-19", "18–19 грудня 2025 року"),
            ("2025-11/2025-12", "листопад–грудень 2025 року"),
            ("2024/2025", "2024–2025"),
            ("2025-12~/2026?", "від грудня 2025 року (приблизно) до 2026 року (непевно)"),
            ("156X/158X", "від 1560-х років до 1580-х років"),
            ("XXXX-12-19", "19 грудня, рік невідомий"),
            ("-0043-03-15", "15 березня 44 року до н. е."),
            ("-0043", "44 до н. е."),
            ("[2025-12-18,2025-12-19]", "18 або 19 грудня 2025 року"),
            ("[2025-11,2025-12]", "листопад або грудень 2025 року"),
            ("156X", "1560-ті роки"),
            ("15XX", "1500–1599 роки"),
            ("2025-1X", "у період від жовтня до грудня 2025 року"),
            ("1XXX/..", "від якогось часу в період від 1000 до 1999 року"),
            ("2025-XX-19/..", "від 19-го числа невідомого місяця 2025 року"),
            ("004X", "у період від 40 року н. е. до 49 року н. е."),
            ("156X-12-25", "25 грудня одного з 1560-х років"),
            ("[2024~,2025?]", "близько 2024 року або 2025 (непевно)"),
            ("Y1E100/..", "від року 1 × 10¹⁰⁰"),
            ("[2025-12-18..2025-12-20]", "якийсь день у період 18–20 грудня 2025 року"),
            ("~2025-?12", "грудень 2025 року (рік — приблизно, місяць — непевно)"),
            ("2025-12-19T10:00:00Z", "19 грудня 2025 року, 10:00 UTC"),
        ],
    );
}

/// Arabic joins its "and" to the next word; its digits are those of the rest of the page.
#[test]
fn arabic() {
    reads_in(
        "ar",
        &[
            ("2025", "2025"),
            ("2025-12", "ديسمبر 2025"),
            ("2025-12~", "نحو ديسمبر 2025"),
            ("2025~", "نحو عام 2025"),
            ("2025-12-19", "19 ديسمبر 2025"),
            ("2025-12-19?", "19 ديسمبر 2025 (تاريخ غير مؤكد)"),
            ("2025-22", "صيف 2025"),
            ("2025-33", "الربع الأول من عام 2025"),
            ("2024-03/..", "ابتداءً من مارس 2024"),
            ("../2025-12-30", "بحلول 30 ديسمبر 2025"),
            ("/2025", "حتى عام 2025، البداية غير معروفة"),
            ("2025-12-18/2025-12-19", "18–19 ديسمبر 2025"),
            ("2025-12~/2026?", "من ديسمبر 2025 تقريبًا إلى عام 2026 (تاريخ غير مؤكد)"),
            ("XXXX-12-19", "19 ديسمبر، السنة غير معروفة"),
            ("-0043-03-15", "15 مارس 44 ق.م"),
            ("[2025-12-18,2025-12-19]", "18 أو 19 ديسمبر 2025"),
            ("{2025-12-18,2025-12-19}", "18 و19 ديسمبر 2025"),
            ("[2025-12-18,2025-12-19,2025-12-21]", "18 أو 19 أو 21 ديسمبر 2025"),
            ("156X-12-25", "25 ديسمبر من أحد الأعوام 1560–1569"),
            ("2025-1X-0X", "بين 1 أكتوبر و9 ديسمبر 2025 (\u{2066}2025-1X-0X\u{2069})"),
            ("[2024..2026]", "سنة ما في الفترة 2024–2026"),
            ("156X", "الأعوام 1560–1569"),
            ("2025-12-1X", "بين 10 و19 ديسمبر 2025"),
            ("1XXX/..", "ابتداءً من وقت ما بين عامي 1000 و1999"),
            ("2025-XX-XX", "2025، اليوم والشهر غير معروفين"),
        ],
    );
}
