// The two date forms that feeds and sitemaps ask for.
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const isRealDay = (day) => DAY.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

export const isRfc3339 = (text) => isRealDay(MOMENT.exec(text)?.[1] ?? '');

/** W3C note-datetime: year, month, day or moment (there without seconds too). */
export function isW3cDate(text) {
  if (/^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text)) return true;
  return isRealDay(text) || isRfc3339(text) || isRfc3339(text.replace(/(T\d\d:\d\d)(?=Z|[+-])/, '$1:00'));
}
