import type { HealthRecordTable } from '../health-record.ts';

const DATE =
  '[\\s:.]{0,3}((?:0?[1-9]|[12]\\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:(?:19|20)?\\d\\d)|(?:0?[1-9]|1[0-2])\\/(?:0?[1-9]|[12]\\d|3[01])\\/(?:19|20)?\\d\\d|(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])|(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|\\.)? \\p{L}{3,9}\\.? (?:19|20)\\d\\d|\\p{L}{3,9}\\.? (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d\\d)(?![\\p{L}\\p{N}])';
/** With at least four digits; letters and single blanks or dashes between. */
const NUMBER =
  '[\\s.:#]{0,3}(?:(?:no|nr|num|number|nummer|id|is|er)(?!\\p{L})[\\s.:#]{0,3}){0,2}((?=(?:[^\\s\\d]{0,3}[\\s-]?){0,3}\\d)(?:[a-z]{0,4}[ -]?)\\d(?:[\\da-z]|[ -](?=[a-z]{0,3}\\d)[\\da-z]){3,15})(?![\\p{L}\\p{N}])';

export const HEALTH_RECORD: HealthRecordTable = {
  health:
    'patients?|(?:in|at the|to) hospital|på (?:sykehus|sjukehus|sjukhus|sygehus)\\p{L}*|diagnos\\p{L}*|surger\\p{L}*|treat(?:ed|ment)|therapy|chemo\\p{L}*|cancer|diabet\\p{L}*|hiv|pregnan\\p{L}*|prescri\\p{L}*|medication|mrn|lab results?|test results?|admitted|discharged|icu|pasient\\p{L}*|behandl\\p{L}*|kreft\\p{L}*|innlagt|epikrise|journalen|prøvesvar|operasjon\\p{L}*|patienten|vård\\p{L}*|patientin',
  births: `(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|born(?: on)?|f\\.|født|fødselsdato|fødd|född|geb(?:oren|\\.)(?: am)?|né(?:e)? le)${DATE}`,
  records: `(?:mrn|medical record|patient (?:id|record|file|no|nr|number)|health (?:plan|card|record|insurance)(?: (?:id|member|policy))?|member id|medicare|medicaid|hicn|mbi|nhs|chart|case file|encounter|accession|pasient(?:nummer|nr|-?id)|journal(?:nummer|nr)?|npr-?id|henvisnings(?:nummer|nr)|patient(?:nummer|nr)|krankenversicherten(?:nummer|nr))(?!\\p{L})${NUMBER}`,
};
