import type { ReactElement, ReactNode } from "react";
import { alarmSentence, changeName, flagName, waitingReason } from "../../../shared/i18n/recovery-report.ts";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import type { RecoveryReport } from "../../state/recovery.ts";

/** As many as a person reads; the export has them all. */
const SHOWN = 200;
type Column = Extract<TextKey, `recovery.column.${string}`> extends `recovery.column.${infer Name}` ? Name : never;
type Line = { readonly key: string; readonly cells: readonly ReactNode[] };

/** Each list that has something in it: who did not come back and what waits first, for that is what somebody may still do something about. */
export function RecoveryLists({ report }: { readonly report: RecoveryReport }): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const branches = useDeskState(({ session }) => (session?.kind === "open" ? session.me.branches : undefined));
  const branchName = (id: string): string => branches?.find((branch) => branch.id === id)?.name ?? "";
  const who = (name: string | undefined): string => name ?? t("recovery.nobody");
  const { replicas = [], waiting = [], reinstated = [], missing = [], alarms = [], totals } = report;
  const replicaLines = (state: "absent" | "back"): readonly Line[] => replicas.filter((one) => one.state === state).map(({ replica, name, device, lastAt, have }) => (
    { key: replica, cells: [who(name), <span key="d">{device} <code className="mono small quiet">{replica}</code></span>, format.dayAndTime(lastAt), format.count(have)] }
  ));
  const waitingLines = (refused: boolean): readonly Line[] => waiting.filter(({ why }) => (why === "refused") === refused).map((row, i) => (
    { key: `${row.file} ${row.version} ${i}`, cells: [<Named key="f" file={row.file} number={row.number} />, changeName(row.kind, words), who(row.name), waitingReason(row, words)] }
  ));
  const registered = (flagged: boolean): readonly Line[] => reinstated.filter(({ flag }) => (flag !== undefined) === flagged).map((row) => (
    { key: row.number, cells: [<code key="n" className="mono">{row.number}</code>, <code key="f" className="mono small">{row.file}</code>, flagName(row, words), format.dayAndTime(row.at)] }
  ));
  return (
    <>
      <List name="absent" total={totals.absent} columns={["person", "device", "seen", "have"]} lines={replicaLines("absent")} />
      <List name="waiting" total={totals.waiting} columns={["file", "what", "person", "why"]} lines={waitingLines(false)} />
      <List name="refused" total={totals.refused} columns={["file", "what", "person", "why"]} lines={waitingLines(true)} />
      <List name="flagged" total={totals.flagged} columns={["number", "file", "why", "when"]} lines={registered(true)} />
      <List name="missing" total={totals.missing} columns={["file", "version", "branch"]} lines={missing.map((row) => ({ key: row.file, cells: [<Named key="f" file={row.file} number={row.number} />, format.count(row.version), branchName(row.branch)] }))} />
      <List name="alarms" total={totals.alarms} columns={["person", "device", "why", "when"]} lines={alarms.map((row) => ({ key: `${row.replica} ${row.kind} ${row.epoch}`, cells: [who(row.name), <code key="d" className="mono small">{row.replica}</code>, alarmSentence(row, words), format.dayAndTime(row.lastAt)] }))} />
      <List name="reinstated" total={totals.reinstated - totals.flagged} columns={["number", "file", "why", "when"]} lines={registered(false)} />
      <List name="back" total={totals.back ?? 0} columns={["person", "device", "seen", "have"]} lines={replicaLines("back")} />
    </>
  );
}

/** A file by its registration number where it has one, and by its id, which support asks for. */
function Named({ file, number }: { readonly file: string; readonly number: string | undefined }): ReactElement {
  return <>{number === undefined ? null : <><code className="mono">{number}</code> </>}<code className="mono small quiet">{file}</code></>;
}

function List({ name, total, columns, lines }: { readonly name: "absent" | "waiting" | "refused" | "flagged" | "missing" | "alarms" | "reinstated" | "back"; readonly total: number; readonly columns: readonly Column[]; readonly lines: readonly Line[] }): ReactElement | null {
  const { t, find, count, format } = useWords();
  if (lines.length === 0) return null;
  const shown = lines.slice(0, SHOWN);
  const why = find(`recovery.${name}.why`);
  return (
    <section className="recovery-list" aria-labelledby={`recovery-${name}`}>
      <h3 id={`recovery-${name}`}>{t(`recovery.${name}`)} <span className="quiet">{format.count(total)}</span></h3>
      {why === undefined ? null : <p className="quiet small">{why}</p>}
      <ScrollRegion label={t(`recovery.${name}`)}>
        <table className="table">
          <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`recovery.column.${column}`)}</th>)}</tr></thead>
          <tbody>{shown.map(({ key, cells }) => <tr key={key}>{cells.map((cell, i) => <td key={columns[i]}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </ScrollRegion>
      {total > shown.length ? <p className="quiet small">{count("recovery.more", total - shown.length)}</p> : null}
    </section>
  );
}
