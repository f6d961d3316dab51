import type { CallAnswers, CallInput } from "../../shared/bridge/contract.ts";
import type { BulkAnswers } from "../../shared/bridge/bulk-calls.ts";
import type { ImportView, ReportPart, ReportRow } from "../../shared/bridge/import-views.ts";
import { ok } from "../../shared/kernel/result.ts";
import { fileId } from "./fake-files.ts";

const none = { taken: 0, faulty: 0, known: 0, changed: 0, doubled: 0, empty: 0, noticed: 0 };
const columns: ImportView["columns"] = [
  { title: "N° SIREN", target: "siren", samples: ["2000008", "002000016", "5,5E+08"], neverKept: false },
  { title: "Dénomination", target: "legalName", samples: ["Ingénierie Hypothétique", "Restaurant Fantaisiste", "Atelier Chimérique"], neverKept: false },
  { title: "Montant", target: "amount", samples: ["14000", "412 000", "1,250"], neverKept: false },
  { title: "Cotation BdF", target: undefined, samples: [], neverKept: true },
  { title: "Créée le", target: "createdOn", samples: ["31/05/1988", "40207", "29/02/2011"], neverKept: false },
  { title: "Code banque", target: "rib.bank", samples: ["99999", "4559"], neverKept: false },
  { title: "Observations", target: undefined, samples: ["à rappeler"], neverKept: false },
];
export const mappingImport: ImportView = {
  id: 1, turn: 0, name: "demandes de la semaine 16.xlsx", format: "xlsx", sheet: { name: "Demandes", others: 2 }, state: "mapping", rows: 10_000, done: 0, counts: none, mended: 0, columns, remembered: true, error: undefined,
};
export const runningImport: ImportView = { ...mappingImport, state: "running", done: 3_400, counts: { ...none, taken: 3_291, faulty: 102, known: 7, noticed: 214 } };
export const stoppedImport: ImportView = { ...runningImport, state: "stopped" };
export const doneImport: ImportView = { ...mappingImport, state: "done", done: 10_000, mended: 1, counts: { taken: 9_412, faulty: 300, known: 241, changed: 38, doubled: 6, empty: 3, noticed: 644 } };

const remark = (column: number, value: string, code: ReportRow["remarks"][number]["code"], mended = false): ReportRow["remarks"][number] => ({ column, title: columns[column]?.title ?? "", value, code, mended });
const rows: { readonly [P in ReportPart]: readonly ReportRow[] } = {
  faulty: [
    { line: 4, outcome: "faulty", name: "Atelier Chimérique du Tilleul", file: undefined, firstLine: undefined, remarks: [remark(0, "5,5E+08", "EXCEL_ROUNDED"), remark(2, "1,250", "AMOUNT_AMBIGUOUS")] },
    { line: 17, outcome: "faulty", name: "Société Utopique des Trois Lunes", file: undefined, firstLine: undefined, remarks: [remark(0, "002000024", "IMPORT_MENDED", true)] },
    { line: 58, outcome: "faulty", name: "Garage Romanesque du Grand Merle", file: undefined, firstLine: undefined, remarks: [remark(3, "29/02/2011", "DATE_NO_SUCH_DAY"), { ...remark(7, "1 rue de l’Exemple", "IMPORT_TOO_MANY_CELLS"), title: "" }] },
  ],
  changed: [{ line: 9, outcome: "changed", name: "Restaurant Fantaisiste des Mille Ponts", file: { file: fileId(3), name: "Restaurant Fantaisiste" }, firstLine: undefined, remarks: [{ column: undefined, title: "", value: "", code: "IMPORT_CHANGED", mended: false }] }],
  known: [{ line: 12, outcome: "doubled", name: "Ingénierie Hypothétique", file: { file: fileId(4), name: "Ingénierie Hypothétique" }, firstLine: 2, remarks: [{ column: undefined, title: "", value: "", code: "IMPORT_DOUBLED", mended: false }] }],
  noticed: [{ line: 2, outcome: "taken", name: "Ingénierie Hypothétique", file: { file: fileId(4), name: "Ingénierie Hypothétique" }, firstLine: undefined, remarks: [{ ...remark(0, "2000008", "ZEROS_RESTORED"), kept: "002000008" }] }],
};

/** The answers of a core that has this import, or none. */
export function fakeImport(view: ImportView | undefined): { readonly [C in keyof BulkAnswers]: (input: CallInput<C>) => CallAnswers[C] } {
  let now = view ?? mappingImport;
  let has = view !== undefined;
  const become = (next: ImportView): ImportView => { has = true; now = next; return now; };
  const made = { id: "made", name: "dossiers-2020-04-15.xlsx", size: 3, rows: 24 };
  return {
    "import.add": () => ok({ kind: "opened", opened: become(mappingImport) }),
    "import.state": () => (has ? now : undefined),
    "import.map": ({ targets }) => ok(become({ ...now, columns: now.columns.map((column, at) => ({ ...column, target: targets[at] ?? undefined })) })),
    "import.run": () => ok(become(runningImport)),
    "import.cancel": () => ok(become(stoppedImport)),
    "import.report": ({ part }) => ok({ rows: rows[part], total: now.counts[part] }),
    "import.mend": () => ok(become({ ...now, mended: now.mended + 1 })),
    "import.retry": () => ok(become(runningImport)),
    "import.close": () => { has = false; return ok(undefined); },
    "import.export": () => ok(made),
    "files.export": () => ok(made),
    "export.read": () => ok({ bytes: "UEsD", next: undefined }),
  };
}
