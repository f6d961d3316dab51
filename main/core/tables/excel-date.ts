/** Days of Excel's counts. 1900: day 1 is 1 January 1900, and a 29 February 1900 that never was is day 60; 1904: day 0 is 1 January 1904. */
const DAY_MS = 86_400_000;
const EPOCHS = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };
/** 31 December 9999. */
const LAST = { from1900: 2_958_465, from1904: 2_957_003 };

/** `YYYY-MM-DD` of a day as a spreadsheet counts it, its hours left aside. Undefined outside 1 March 1900 to 9999: no date of a file is older. */
export function serialToDate(serial: number, epoch1904: boolean): string | undefined {
  const count = epoch1904 ? "from1904" : "from1900";
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || day < (epoch1904 ? 0 : 61) || day > LAST[count]) return undefined;
  return new Date(EPOCHS[count] + day * DAY_MS).toISOString().slice(0, 10);
}

/** The count of a date from 1900, for writing it. */
export const dateToSerial = (date: string): number => Math.round((Date.parse(`${date}T00:00:00Z`) - EPOCHS.from1900) / DAY_MS);
/** The same for an instant, in the workstation's own hour: what a person reads in the cell is what her clock said. */
export const instantToSerial = (at: number): number => (at - new Date(at).getTimezoneOffset() * 60_000 - EPOCHS.from1900) / DAY_MS;
