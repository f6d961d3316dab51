import { parseArgs } from "node:util";

export type RehearsalOrder = {
  /** Entered and acknowledged after the backup. */
  readonly files: number;
  readonly workstations: number;
  /** One workstation is lost with the centre. */
  readonly loseOne: boolean;
  /** Where everything stays; without it, nothing does. */
  readonly keep: string | undefined;
  readonly json: boolean;
  readonly write: boolean;
};

export const USAGE = `npm run rehearse                      backs a centre up, enters 10 000 more files, loses the database, restores the old backup, begins a new epoch,
                                      and compares every file, number, receipt and cent that comes back from the workstations
npm run rehearse -- --files N         so many files after the backup (40 at least)
                    --workstations N  so many workstations, of the four branches of the two banks in turn (5 to 40; 20)
                    --lose-one        one workstation is lost with the centre: what is missing, and who is asked to enter it again
                    --keep FOLDER     a new or empty folder, where backup, workstations and what was told stay
                    --json            the result as JSON on standard output, progress on standard error
                    --write           writes docs/rehearsal.md from the run
Real PostgreSQL, server and workstations on this machine, all invented. Ctrl-C ends it and removes what it made. Ends with 0 when nothing differs, 1 otherwise.
`;

/** Undefined where they are not well formed. */
export function readOrder(args: readonly string[]): RehearsalOrder | "help" | undefined {
  try {
    const { values } = parseArgs({
      args: [...args], strict: true,
      options: { files: { type: "string" }, workstations: { type: "string" }, "lose-one": { type: "boolean" }, keep: { type: "string" }, json: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return "help";
    const [files, workstations] = [Number(values.files ?? 10_000), Number(values.workstations ?? 20)];
    if (!isBetween(files, 40, 200_000) || !isBetween(workstations, 5, 40) || values.keep === "" || (values.write === true && values["lose-one"] === true)) return undefined;
    return { files, workstations, loseOne: values["lose-one"] === true, keep: values.keep, json: values.json === true, write: values.write === true };
  } catch {
    return undefined;
  }
}

const isBetween = (n: number, least: number, most: number): boolean => Number.isInteger(n) && n >= least && n <= most;
