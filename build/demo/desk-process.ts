/**
 * The workstation that is killed: imports its file, submits what is ready, waits until all has left. Started again, it goes on where it
 * was. Arguments: data folder, server address, login, CSV. Prints one JSON line for each step and for each fifty submissions.
 */
import { readFileSync } from "node:fs";
import { openDesk } from "./advisor-desk.ts";

const [dataDir = "", serverUrl = "", login = "", csv = ""] = process.argv.slice(2);
const tell = (event: object): void => { process.stdout.write(`${JSON.stringify(event)}\n`); };
const desk = await openDesk({ dataDir, serverUrl, login });
const before = await desk.rows();
tell({ step: "opened", files: before.length });
if (before.length === 0) tell({ step: "imported", created: await desk.importCsv(readFileSync(csv, "utf8")) });
const { submitted, kept } = await desk.submitReady((done, total) => { if (done % 50 === 0 || done === total) tell({ step: "submitting", done, total }); });
tell({ step: "submitted", submitted, kept: [...kept] });
await desk.settle();
tell({ step: "settled" });
await desk.close();
