/**
 * Whether a text of the form `YYYY-MM-DD` names a day that the calendar has.
 *
 * @param text - the date as written
 */
export function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // 31 April rolls over into May instead of failing.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
