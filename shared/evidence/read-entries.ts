import { ENTRY, FORMAT, type Dossier, type History, type KeptChange, type Rules, type StatementFacts, type StatedReplica } from "./format.ts";
import { isObject, listOf, parseJson } from "../kernel/json.ts";
import type { FileState } from "../sync/file-state.ts";
import { parseFileState } from "../sync/parse-file-state.ts";
import type { Powers } from "./powers.ts";

export type Entries = { readonly dossier: Dossier | undefined; readonly state: { readonly text: string; readonly read: FileState | undefined } | undefined; readonly rules: Rules | undefined; readonly history: History | undefined };

/** The gates of the entries that are read: what the checks rely on is looked at, the rest is compared as it lies there. Undefined: not there, or none. */
export function readEntries(contents: ReadonlyMap<string, Uint8Array>, { decode }: Powers): Entries {
  const text = (path: string): string | undefined => { const bytes = contents.get(path); return bytes === undefined ? undefined : decode(bytes); };
  const json = (path: string): unknown => parseJson(text(path) ?? "");
  const state = text(ENTRY.state);
  const read = state === undefined ? undefined : parseFileState(state);
  return { dossier: readDossier(json(ENTRY.dossier)), state: state === undefined ? undefined : { text: state, read: read?.ok === true ? read.value : undefined }, rules: readRules(json(ENTRY.rules)), history: readHistory(json(ENTRY.history)) };
}

const text = (value: unknown): value is string => typeof value === "string";
const count = (value: unknown): value is number => Number.isSafeInteger(value);

function readDossier(value: unknown): Dossier | undefined {
  if (!isObject(value) || value["format"] !== FORMAT) return undefined;
  const { file, granted, today, steps, approvals, documents, people } = value;
  if (!text(file) || !isObject(granted) || !isObject(today) || !isObject(people) || !isObject(granted["fields"]) || !isObject(today["fields"])) return undefined;
  if (!text(granted["number"]) || !text(granted["receipt"]) || !text(granted["rules"]) || !text(granted["grantOn"]) || !count(granted["version"]) || !count(granted["registeredAt"])) return undefined;
  if (granted["from"] !== "replayed" && granted["from"] !== "derived") return undefined;
  const isDocument = (one: unknown): one is Dossier["documents"][number] => isObject(one) && (one["entry"] === undefined || text(one["entry"]));
  const lists = [steps, approvals].every((list) => listOf(list, isObject) !== undefined) && listOf(documents, isDocument) !== undefined && listOf(granted["unknown"], text) !== undefined;
  return lists ? (value as unknown as Dossier) : undefined;
}

function readRules(value: unknown): Rules | undefined {
  if (!isObject(value) || value["format"] !== FORMAT || !text(value["rules"]) || !text(value["grantOn"]) || !isObject(value["fields"]) || !isObject(value["registered"])) return undefined;
  const { replayed } = value;
  return replayed === undefined || isObject(replayed) ? (value as unknown as Rules) : undefined;
}

const isChange = (value: unknown): value is KeptChange =>
  isObject(value) && text(value["replica"]) && count(value["seq"]) && text(value["hash"]) && ["head", "body", "salt", "verdict"].every((name) => value[name] === undefined || text(value[name]));

function readHistory(value: unknown): History | undefined {
  if (!isObject(value) || value["format"] !== FORMAT || !text(value["centre"]) || (value["source"] !== "centre" && value["source"] !== "workstation")) return undefined;
  const { statement, keys, links, pushes, unknownVersions } = value;
  if (listOf(value["changes"], isChange) === undefined || listOf(unknownVersions, count) === undefined) return undefined;
  if (listOf(keys, (key): key is History["keys"][number] => isObject(key) && text(key["kid"]) && text(key["x"])) === undefined) return undefined;
  if (listOf(links, (link): link is History["links"][number] => isObject(link) && text(link["replica"]) && count(link["seq"]) && text(link["head"])) === undefined) return undefined;
  const isPush = (push: unknown): push is History["pushes"][number] => isObject(push) && text(push["replica"]) && count(push["first"]) && count(push["last"]) && text(push["lastHash"]) && text(push["signature"]);
  if (listOf(pushes, isPush) === undefined) return undefined;
  if (statement !== undefined && !(isObject(statement) && text(statement["text"]) && text(statement["kid"]) && text(statement["signature"]))) return undefined;
  return value as unknown as History;
}

const isReplica = (value: unknown): value is StatedReplica => isObject(value) && text(value["replica"]) && text(value["publicKey"]) && text(value["person"]) && text(value["name"]);

/** What the centre stated, of exactly the text that it signed. */
export function readStatement(signed: string): StatementFacts | undefined {
  const value = parseJson(signed);
  if (!isObject(value) || value["v"] !== 1) return undefined;
  const { centre, epochs, bank, file, version, stateHash, changes, replicas, asker, at } = value;
  if (!text(centre) || listOf(epochs, text) === undefined || !text(bank) || !text(file) || !count(version) || !text(stateHash) || !count(at) || !isReplica(asker)) return undefined;
  const isStated = (one: unknown): one is StatementFacts["changes"][number] => isObject(one) && text(one["replica"]) && count(one["seq"]) && text(one["hash"]) && text(one["verdict"]);
  return listOf(changes, isStated) !== undefined && listOf(replicas, isReplica) !== undefined ? (value as unknown as StatementFacts) : undefined;
}
